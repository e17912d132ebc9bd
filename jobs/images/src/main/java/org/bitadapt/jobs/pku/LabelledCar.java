package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * A car of a label string.
 *
 * @param number the number of the car in its string, from 0
 * @param model the id of the car's model, see {@link CarModels}
 * @param pose the pose of the car
 */
public record LabelledCar(int number, int model, Pose pose) implements Serializable {}
