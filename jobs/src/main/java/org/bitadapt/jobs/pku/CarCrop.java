package org.bitadapt.jobs.pku;

/**
 * A car cut out of its photograph.
 *
 * @param box of the car, clipped to the photograph
 * @param masked share of the box that is to be ignored
 * @param image {@code [y][x][channel]}, unsigned 8 bit
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pixels, never compared
public record CarCrop(LabelledCar car, int label, PixelBox box, double masked, byte[] image) {}
