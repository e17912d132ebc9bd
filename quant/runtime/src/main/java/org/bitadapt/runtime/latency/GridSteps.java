package org.bitadapt.runtime.latency;

/**
 * At which channel counts layers are measured.
 *
 * @param convolutions multiples of it where a convolution makes the channels, at least 1
 * @param linears the same where linear layers do
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
