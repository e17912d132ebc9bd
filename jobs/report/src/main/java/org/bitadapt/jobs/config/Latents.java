package org.bitadapt.jobs.config;

/** Whether the latent weights of a 1-bit layer may grow and shrink as a whole. */
public enum Latents {
    /** Latent weights are as large as the optimizer makes them. */
    FREE,
    /** After every step each channel is scaled back to the mean magnitude of its initialization. */
    FIXED
}
