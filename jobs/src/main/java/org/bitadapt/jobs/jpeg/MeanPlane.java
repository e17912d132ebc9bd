package org.bitadapt.jobs.jpeg;

/**
 * A component at an eighth of its size: the rounded means of its blocks.
 *
 * @param means unsigned, rows of {@code stride}; shared, and zero where nothing has been read
 * @param stride from a row to the next
 * @param width in blocks, the last of which may be beyond the image's edge in part
 * @param height in blocks
 * @param shiftX the component has the image's width divided by {@code 2^shiftX}
 * @param shiftY the same for its height
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared
public record MeanPlane(byte[] means, int stride, int width, int height, int shiftX, int shiftY) {}
