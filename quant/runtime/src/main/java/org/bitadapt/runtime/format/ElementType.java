package org.bitadapt.runtime.format;

/** What the numbers of a slot are. */
public enum ElementType {
    /** Unsigned 8-bit codes. */
    U8,
    /** Signed 32-bit sums. */
    I32,
    /** IEEE 754 single precision. */
    F32
}
