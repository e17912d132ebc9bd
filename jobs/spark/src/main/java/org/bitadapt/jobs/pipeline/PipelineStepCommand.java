package org.bitadapt.jobs.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The commands that can be steps, with what a pipeline must know of them: the options that name what a command reads
 * and what it makes.
 */
enum PipelineStepCommand {
    PREPROCESS("preprocess", "output", Renewal.OVERWRITTEN),
    TRAIN("train", "run", Renewal.RESUMED),
    NETADAPT("netadapt", "run", Renewal.RESUMED),
    EVALUATE("evaluate", "output", Renewal.REPLACED),
    EXPORT("export", "output", Renewal.REPLACED),
    PREDICT("predict", "output", Renewal.SET_ASIDE),
    LATENCY_TABLE("latency-table", "output", Renewal.RESUMED),
    REPORT("report", "output", Renewal.REPLACED);

    private static final String EVALUATION = "evaluation.json";
    private static final String TEST = "test";

    private final String word;
    private final String output;
    private final Renewal renewal;

    PipelineStepCommand(String word, String output, Renewal renewal) {
        this.word = word;
        this.output = output;
        this.renewal = renewal;
    }

    static Optional<PipelineStepCommand> named(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word.equals(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(PipelineStepCommand::word).toList();
    }

    /** The word that calls the command on the command line. */
    String word() {
        return word;
    }

    /** The option that names what the command makes. */
    String output() {
        return output;
    }

    /** The options that name what the command reads; a step need not give all of them. */
    List<String> inputs() {
        return switch (this) {
            case PREPROCESS -> List.of("input");
            case TRAIN -> List.of("data");
            case NETADAPT, EVALUATE, EXPORT -> List.of("model", "data");
            case PREDICT -> List.of("model", "data", "images", "latency-table");
            case LATENCY_TABLE -> List.of("model");
            case REPORT -> List.of("run", "data", "photographs");
        };
    }

    /** The options that a step must give although the command line can do without them. */
    List<String> required() {
        return this == NETADAPT ? List.of("model", "data", "run") : List.of();
    }

    Renewal renewal() {
        return renewal;
    }

    /** The keys of the result that are worth a look. */
    List<String> figures() {
        return switch (this) {
            case PREPROCESS -> List.of("trainRecords", "testRecords");
            case TRAIN -> List.of("epochs", "validationAccuracy", "testAccuracy");
            case NETADAPT -> List.of("iterations", "latencyRatio", "testAccuracy");
            case EVALUATE -> List.of("accuracy", "macroF1");
            case EXPORT -> List.of("bytes", "ratio", "agreement");
            case PREDICT -> List.of("records");
            case LATENCY_TABLE -> List.of("rows", "networkMicros");
            case REPORT -> List.of("report");
        };
    }

    /** The place of what the command makes if it is given these options; empty if it makes nothing that lasts. */
    Optional<String> product(Map<String, String> options) {
        Optional<String> named = Optional.ofNullable(options.get(output));
        return switch (this) {
            case EVALUATE ->
                named.or(() -> Optional.ofNullable(options.get("model")).filter(model -> !model.endsWith(".bnn")))
                        .map(folder -> folder + "/" + evaluation(options));
            case REPORT ->
                named.or(() -> Optional.ofNullable(options.get("run")).map(run -> run + "/report"));
            case LATENCY_TABLE ->
                named.or(() -> Optional.ofNullable(options.get("target")).map(target -> "latency-" + target + ".csv"));
            default -> named;
        };
    }

    private static String evaluation(Map<String, String> options) {
        boolean isOfWidths = options.getOrDefault("widths", "").equalsIgnoreCase("all");
        String name = options.getOrDefault("split", TEST).toLowerCase(Locale.ROOT);
        return (isOfWidths ? "widths" : "evaluation") + (name.equals(TEST) ? "" : "-" + name) + ".json";
    }

    /** The place of something that the command reads if it is there. */
    Optional<String> extra(Map<String, String> options) {
        return this == REPORT
                ? Optional.ofNullable(options.get("run")).map(run -> run + "/" + EVALUATION)
                : Optional.empty();
    }
}
