package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * A car of a label string.
 *
 * @param number of the car in its string, from 0
 * @param model id of {@link CarModels}
 * @param pose where it is
 */
public record LabelledCar(int number, int model, Pose pose) implements Serializable {}
