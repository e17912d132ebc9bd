package org.bitadapt.jobs.report;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.picture.RunReport;
import org.bitadapt.jobs.result.EvaluationFiles;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.Prediction;
import org.bitadapt.jobs.run.RunFolder;

/** The images of a data set, with what the evaluation of a run took them for. */
public final class EvaluatedImages {

    private final Dataset dataset;
    private final List<Prediction> predictions;
    private final Configuration hadoop;

    private EvaluatedImages(Dataset dataset, List<Prediction> predictions, Configuration hadoop) {
        this.dataset = dataset;
        this.predictions = predictions;
        this.hadoop = hadoop;
    }

    /**
     * Reads the predictions of a run.
     *
     * @param evaluation the run's evaluation; empty if there is none, and then there are no predictions
     * @param data the data set that the run was evaluated on
     * @throws BadInputException if the data set has other classes than the evaluation
     */
    public static EvaluatedImages of(
            RunFolder run, Optional<EvaluationResult> evaluation, Dataset data, Configuration hadoop)
            throws IOException {
        Dataset dataset = evaluated(data, evaluation, run);
        List<Prediction> predictions =
                evaluation.isPresent() ? EvaluationFiles.predictions(run, evaluation.get(), hadoop) : List.of();
        return new EvaluatedImages(dataset, predictions, hadoop);
    }

    /** The data set with its classes in the order in which the evaluation counts classes. */
    private static Dataset evaluated(Dataset dataset, Optional<EvaluationResult> evaluation, RunFolder run) {
        if (evaluation.isEmpty()) {
            return dataset;
        }
        List<String> names = evaluation.get().classNames();
        return dataset.inOrderOf(names)
                .orElseThrow(() -> ClassNames.differ(
                        "data set " + dataset,
                        dataset.manifest().classes(),
                        "evaluation of " + run,
                        names,
                        "Give the data set of the evaluation, or evaluate again."));
    }

    /**
     * Adds some of the images to a report, and all cars if the data set has cars.
     *
     * @param photographs the download with the cars' photographs; empty for no photographs
     * @throws BadInputException if the data set does not have the images that were evaluated, or has no photographs
     */
    public void addTo(RunReport.Builder report, Optional<Path> photographs) throws IOException {
        report.gallery(new DatasetContents(dataset, predictions, hadoop).gallery());
        if (SceneContents.isOf(dataset)) {
            report.scenes(new SceneContents(dataset, predictions, hadoop).read(photographs));
        } else if (photographs.isPresent()) {
            throw new BadInputException(
                    "Invalid --photographs: " + dataset + " has none",
                    "Leave it out, or name a data set of preprocess --source pku.");
        }
    }
}
