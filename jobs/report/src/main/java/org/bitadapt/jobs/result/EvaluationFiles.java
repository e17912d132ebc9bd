package org.bitadapt.jobs.result;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.files.TextFiles;
import org.bitadapt.jobs.run.RunFolder;

/** Reads the files that {@code evaluate} keeps in a run's folder. */
public final class EvaluationFiles {

    private EvaluationFiles() {}

    /**
     * The last evaluation of a run on the test split.
     *
     * @return the evaluation; empty if the run was not evaluated
     * @throws BadInputException if the file is damaged
     */
    public static Optional<EvaluationResult> result(RunFolder run, Configuration hadoop) throws IOException {
        return read(run, EvaluationResult.FILE, EvaluationResult::fromJson, "Evaluate the run again.", hadoop);
    }

    /**
     * The scores of a run on the test split at each of its bit widths.
     *
     * @return the scores; empty for a run of one width
     * @throws BadInputException if the file is damaged
     */
    public static Optional<WidthsResult> widths(RunFolder run, Configuration hadoop) throws IOException {
        String remedy = "Score the run again: bitadapt evaluate --widths all.";
        return read(run, WidthsResult.FILE, WidthsResult::fromJson, remedy, hadoop);
    }

    private static <T> Optional<T> read(
            RunFolder run, String file, Function<String, T> reader, String remedy, Configuration hadoop)
            throws IOException {
        if (!run.has(file)) {
            return Optional.empty();
        }
        Path path = run.path(file);
        try {
            return Optional.of(reader.apply(TextFiles.read(path, hadoop)));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage() + " in " + Locations.shown(path), remedy, e);
        }
    }

    /**
     * The predictions of a run's evaluation, image by image.
     *
     * @return the predictions; empty if the run has none, or only those of another evaluation
     * @throws BadInputException if the file is damaged
     */
    public static List<Prediction> predictions(RunFolder run, EvaluationResult evaluation, Configuration hadoop)
            throws IOException {
        if (!run.has(Predictions.FILE)) {
            return List.of();
        }
        Path path = run.path(Predictions.FILE);
        try {
            List<Prediction> all = Predictions.parse(TextFiles.read(path, hadoop));
            return Predictions.make(evaluation, all) ? all : List.of();
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage() + " in " + Locations.shown(path), "Evaluate the run again.", e);
        }
    }
}
