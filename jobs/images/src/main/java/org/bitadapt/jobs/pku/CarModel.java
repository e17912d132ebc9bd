package org.bitadapt.jobs.pku;

/**
 * A car model that labels name.
 *
 * @param id the model's id, 0..78
 * @param name the name of the model's mesh
 * @param category the model's category, one of {@link CarModels#CATEGORIES}
 * @param width the width in metres, from side to side
 * @param height the height in metres
 * @param length the length in metres, from bumper to bumper
 * @param labelled whether the published labels have such cars
 */
public record CarModel(
        int id, String name, String category, double width, double height, double length, boolean labelled) {}
