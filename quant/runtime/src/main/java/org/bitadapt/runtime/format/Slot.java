package org.bitadapt.runtime.format;

/**
 * A tensor of the network: the result of the operation with the same number.
 *
 * @param shape the size for one image
 * @param type what the tensor's numbers are
 */
public record Slot(SlotShape shape, ElementType type) {}
