package org.bitadapt.jobs.jpeg;

/**
 * A component at an eighth of its size: the rounded means of its blocks.
 *
 * @param means the means, unsigned, in rows of {@code stride} bytes; shared, and zero where nothing has been read
 * @param stride the bytes from a row to the next row
 * @param width the width in blocks, the last of which may be beyond the image's edge in part
 * @param height the height in blocks
 * @param shiftX the exponent by which the component has the image's width divided by {@code 2^shiftX}
 * @param shiftY the exponent by which the component has the image's height divided by {@code 2^shiftY}
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared
public record MeanPlane(byte[] means, int stride, int width, int height, int shiftX, int shiftY) {}
