package org.bitadapt.jobs.pku;

/**
 * A car cut out of its photograph.
 *
 * @param box the box of the car, clipped to the photograph
 * @param masked the share of the box that is to be ignored
 * @param hidden the share of the box that is behind the boxes of nearer cars
 * @param image the pixels, {@code [y][x][channel]}, unsigned 8 bit
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pixels, never compared
public record CarCrop(LabelledCar car, int label, PixelBox box, double masked, double hidden, byte[] image) {}
