/**
 * The packed model file ({@code .bnn}, version 1): its operations, shape inference, builder, reader and limits.
 *
 * <p>The layout is specified in {@code quant/runtime/FORMAT.md}. A {@link org.bitadapt.runtime.format.PackedNetwork} is
 * a validated file: whatever holds one may trust shapes, slots, section lengths and numbers without checking again.
 */
package org.bitadapt.runtime.format;
