package org.bitadapt.jobs.pku;

import java.util.ArrayList;
import java.util.List;

/**
 * Label strings: {@code car (' ' car)*} with {@code car = model pitch yaw roll x y z}. The competition's page swaps the
 * names of the second and third number; overlaid meshes show that the order given here is right.
 */
public final class CarLabels {

    private static final List<String> FIELDS = List.of("model", "pitch", "yaw", "roll", "x", "y", "z");

    private CarLabels() {}

    /**
     * Reads a label string.
     *
     * @return the cars, at least one
     * @throws IllegalArgumentException if the string is no such list; the message says what is wrong, in which car and
     *     number, and the rule
     */
    public static List<LabelledCar> parse(String text) {
        String[] tokens = text.strip().split(" +");
        if (text.isBlank() || tokens.length % FIELDS.size() != 0) {
            throw new IllegalArgumentException("Invalid label: " + (text.isBlank() ? 0 : tokens.length)
                    + " numbers (must be a multiple of 7: " + String.join(" ", FIELDS) + ")");
        }
        List<LabelledCar> cars = new ArrayList<>();
        for (int start = 0; start < tokens.length; start += FIELDS.size()) {
            cars.add(car(start / FIELDS.size(), tokens, start));
        }
        return cars;
    }

    /**
     * The number of cars that a label string names, even if the string cannot be read: a car that is cut short counts.
     */
    public static int count(String text) {
        return text.isBlank() ? 0 : (text.strip().split(" +").length + FIELDS.size() - 1) / FIELDS.size();
    }

    private static LabelledCar car(int number, String[] tokens, int start) {
        double[] values = new double[FIELDS.size()];
        for (int field = 1; field < values.length; field++) {
            values[field] = number(number, field, tokens[start + field]);
        }
        if (values[6] <= 0) {
            throw invalid(number, 6, tokens[start + 6], "above 0: in front of the camera");
        }
        Pose pose = new Pose(values[1], values[2], values[3], values[4], values[5], values[6]);
        return new LabelledCar(number, model(number, tokens[start]), pose);
    }

    private static int model(int car, String token) {
        int last = CarModels.all().size() - 1;
        try {
            int model = Integer.parseInt(token);
            if (model >= 0 && model <= last) {
                return model;
            }
        } catch (NumberFormatException e) {
            // The value is refused below, as a number out of range is.
        }
        throw invalid(car, 0, token, "0.." + last);
    }

    private static double number(int car, int field, String token) {
        try {
            double value = Double.parseDouble(token);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The value is refused below, as NaN is.
        }
        throw invalid(car, field, token, "a number");
    }

    private static IllegalArgumentException invalid(int car, int field, String token, String rule) {
        return new IllegalArgumentException(
                "Invalid " + FIELDS.get(field) + ": " + token + " of car " + car + " (must be " + rule + ")");
    }
}
