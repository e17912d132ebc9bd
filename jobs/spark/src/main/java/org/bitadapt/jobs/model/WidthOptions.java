package org.bitadapt.jobs.model;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.command.BadInputException;
import picocli.CommandLine.Option;

/** The options that choose among the bit widths of a model. */
public final class WidthOptions {

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "BITS",
            description = "Bits of weights, of a model with several widths (default: the most).")
    private List<Integer> weights = List.of();

    @Option(
            names = "--maps",
            split = ",",
            paramLabel = "BITS",
            description = "Bits of feature maps, of a model with several widths (default: the most).")
    private List<Integer> maps = List.of();

    /** Whether an option is given. */
    public boolean given() {
        return !weights.isEmpty() || !maps.isEmpty();
    }

    /**
     * The model at the one width that the options choose: the widest that has the given bits.
     *
     * @throws BadInputException if the model has no such width, or the options name several
     */
    public TrainedModel one(TrainedModel model) {
        return given() ? model.at(last(model)) : model;
    }

    /**
     * The widest width that has the given bits; the model's widest without options.
     *
     * @throws BadInputException if the model has no such width, or the options name several
     */
    public Width last(TrainedModel model) {
        requireOne("--weights", weights);
        requireOne("--maps", maps);
        List<Width> chosen = all(model);
        return chosen.get(chosen.size() - 1);
    }

    private static void requireOne(String option, List<Integer> bits) {
        if (bits.size() > 1) {
            throw new BadInputException(
                    "Invalid " + option + ": " + words(bits) + " (must be one number)",
                    "Run the command once for each.");
        }
    }

    /**
     * The widths that the options choose, ascending.
     *
     * @throws BadInputException if the model lacks one of the given numbers of bits
     */
    public List<Width> all(TrainedModel model) {
        require("--weights", weights, model, Width::weights);
        require("--maps", maps, model, Width::maps);
        List<Width> chosen = model.widths().stream()
                .filter(width -> weights.isEmpty() || weights.contains(width.weights()))
                .filter(width -> maps.isEmpty() || maps.contains(width.maps()))
                .toList();
        if (chosen.isEmpty()) {
            throw new BadInputException(
                    "Invalid --weights and --maps: " + words(weights) + " and " + words(maps) + " (" + model.location()
                            + " has the widths " + words(model.widths()) + ")",
                    "Choose one of them.");
        }
        return chosen;
    }

    private static void require(String option, List<Integer> given, TrainedModel model, Function<Width, Integer> bits) {
        TreeSet<Integer> known = model.widths().stream().map(bits).collect(Collectors.toCollection(TreeSet::new));
        if (!known.containsAll(given)) {
            throw new BadInputException(
                    "Invalid " + option + ": " + words(given) + " (" + model.location() + " has " + words(known) + ")",
                    "Choose among them; bits are added by training with network.widths.");
        }
    }

    private static String words(Iterable<?> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(text.isEmpty() ? "" : ", ").append(value));
        return text.toString();
    }
}
