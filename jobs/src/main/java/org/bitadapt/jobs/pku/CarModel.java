package org.bitadapt.jobs.pku;

/**
 * One of the car models that labels name.
 *
 * @param id 0..78
 * @param name as its mesh is called
 * @param category one of {@link CarModels#CATEGORIES}
 * @param width metres, from side to side
 * @param height metres
 * @param length metres, from bumper to bumper
 * @param labelled whether the published labels have such cars
 */
public record CarModel(
        int id, String name, String category, double width, double height, double length, boolean labelled) {}
