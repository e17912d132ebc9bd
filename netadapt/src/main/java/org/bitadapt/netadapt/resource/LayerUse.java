package org.bitadapt.netadapt.resource;

/**
 * What one layer uses of a resource.
 *
 * @param layer name of the step, or of a part of the total that belongs to no single step
 * @param amount 0 or more, in the resource's unit
 */
public record LayerUse(String layer, double amount) {

    public LayerUse {
        if (!(amount >= 0)) {
            throw new IllegalArgumentException("Invalid amount of " + layer + ": " + amount + " (must be 0 or more)");
        }
    }
}
