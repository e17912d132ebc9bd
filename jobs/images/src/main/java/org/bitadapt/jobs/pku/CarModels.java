package org.bitadapt.jobs.pku;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All car models, by id. */
public final class CarModels {

    /** The categories of models: two-box cars, three-box cars and sport utility vehicles. */
    public static final List<String> CATEGORIES = List.of("2x", "3x", "SUV");

    private static final List<CarModel> ALL = lines("car-models.csv").stream()
            .skip(1)
            .map(line -> model(line.split(",")))
            .toList();

    private CarModels() {}

    /** All models in the order of their ids, which start with 0 and have no gaps. */
    public static List<CarModel> all() {
        return ALL;
    }

    /** The model with an id.
     *
     * @param id the model's id, 0..78
     *
     */
    public static CarModel of(int id) {
        return ALL.get(id);
    }

    /** The lines of a resource of this package that are no comments. */
    static List<String> lines(String resource) {
        try (InputStream in = CarModels.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CarModel model(String[] fields) {
        return new CarModel(
                Integer.parseInt(fields[0]),
                fields[1],
                fields[2],
                Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4]),
                Double.parseDouble(fields[5]),
                fields[6].equals("yes"));
    }
}
