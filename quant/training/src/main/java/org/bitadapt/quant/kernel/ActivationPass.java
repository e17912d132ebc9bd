package org.bitadapt.quant.kernel;

/**
 * The values that an activation lets pass, and so their gradients.
 *
 * @param least the gradient passes above this value
 * @param most the gradient passes below this value
 */
public record ActivationPass(float least, float most) {}
