package org.bitadapt.netadapt.resource;

/** The resources that a search can save. */
public enum ResourceKind {
    /** Measured time of the packed model's layers. */
    LATENCY,
    /** Modelled energy of an accelerator. */
    ENERGY,
    /** Modelled energy of an accelerator times its modelled time. */
    EDP,
    /** Bytes of the packed model and of the feature maps alive together. */
    MEMORY,
    /** Multiply-accumulates. */
    MACS,
    /** Weights of convolutions and linear layers. */
    WEIGHTS;

    /** Whether a layer of fewer sign planes uses less. Arithmetic and weights count a weight of any number of planes once. */
    public boolean countsPlanes() {
        return switch (this) {
            case LATENCY, ENERGY, EDP, MEMORY -> true;
            case MACS, WEIGHTS -> false;
        };
    }
}
