package org.bitadapt.runtime.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.Width;

/**
 * The bits that {@code --weights} and {@code --maps} ask for.
 *
 * @param weights bits of weights; empty for any
 * @param maps bits of maps; empty for any
 */
record WidthChoice(List<Integer> weights, List<Integer> maps) {
    static final String WEIGHTS = "--weights";
    static final String MAPS = "--maps";

    WidthChoice {
        weights = List.copyOf(weights);
        maps = List.copyOf(maps);
    }

    /** The bits of one width. */
    static WidthChoice one(Options options) {
        return new WidthChoice(single(options, WEIGHTS), single(options, MAPS));
    }

    /** The bits of some widths, with commas between; {@code --weights} must be there. */
    static WidthChoice some(Options options) {
        return new WidthChoice(numbers(WEIGHTS, options.text(WEIGHTS)), numbers(MAPS, options.text(MAPS, "")));
    }

    private static List<Integer> single(Options options, String name) {
        return options.text(name, "").isEmpty() ? List.of() : List.of(options.integer(name, 0));
    }

    private static List<Integer> numbers(String name, String value) {
        try {
            return value.isEmpty()
                    ? List.of()
                    : Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Invalid " + name + ": " + value + " (must be whole numbers with commas between)", e);
        }
    }

    /** The width of a network that is given random weights: 1-bit weights and 8-bit maps unless others are asked for. */
    Width ofRandomWeights() {
        return new Width(
                weights.stream().findFirst().orElse(Width.BINARY.weights()),
                maps.stream().findFirst().orElse(Width.BINARY.maps()));
    }

    /**
     * The widest of a model's widths that has the bits.
     *
     * @param model a model
     * @param name the model's name for messages
     * @throws IllegalArgumentException if there is none
     */
    Width widest(PackedModel model, String name) {
        List<Width> all = all(model, name);
        return all.get(all.size() - 1);
    }

    /**
     * A model's widths that have the bits.
     *
     * @throws IllegalArgumentException if the model has no width of some bits that are asked for
     */
    List<Width> all(PackedModel model, String name) {
        for (int bits : weights) {
            require(model, name, bits, WEIGHTS, matching(model, List.of(bits), maps));
        }
        for (int bits : maps) {
            require(model, name, bits, MAPS, matching(model, weights, List.of(bits)));
        }
        return matching(model, weights, maps);
    }

    private static void require(PackedModel model, String name, int bits, String option, List<Width> found) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException("Invalid " + option + ": " + bits + " (must be a width of " + name
                    + ", which has the widths " + Width.words(model.widths()) + ")");
        }
    }

    private static List<Width> matching(PackedModel model, List<Integer> weights, List<Integer> maps) {
        List<Width> matching = new ArrayList<>(model.widths());
        matching.removeIf(width -> !weights.isEmpty() && !weights.contains(width.weights()));
        matching.removeIf(width -> !maps.isEmpty() && !maps.contains(width.maps()));
        return matching;
    }

    /** A width for people. */
    static String words(Width width) {
        return width.weights() + "-bit weights, " + width.maps() + "-bit maps";
    }
}
