package org.bitadapt.runtime.latency;

/**
 * The steps between the channel counts at which layers are measured.
 *
 * @param convolutions the step of counts of channels that a convolution makes, at least 1
 * @param linears the step of counts of channels that only linear layers make, at least 1
 */
public record GridSteps(int convolutions, int linears) {

    /** Checks the steps. */
    public GridSteps {
        if (convolutions < 1 || linears < 1) {
            throw new IllegalArgumentException("Invalid steps: " + convolutions + " for convolutions, " + linears
                    + " for linear layers (must be at least 1)");
        }
    }
}
