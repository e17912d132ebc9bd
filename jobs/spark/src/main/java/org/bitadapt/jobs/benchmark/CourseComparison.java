package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Progress;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.train.SteppedTraining;

/**
 * The curve of a run beside that of PyTorch.
 *
 * @param course what PyTorch is asked for
 * @param dataset the data set that the run was trained on
 * @param metrics the epochs of the run that are compared
 */
record CourseComparison(Course course, Dataset dataset, List<EpochMetrics> metrics) {

    /**
     * Trains in PyTorch.
     *
     * @param training the training of the run, whose settings PyTorch takes
     * @param python an interpreter that has torch
     */
    LearningOutcome run(SteppedTraining training, String python, Configuration hadoop, Console console)
            throws IOException {
        int count = metrics.size();
        try (TorchProcess torch = TorchProcess.start(
                        python, "learn_torch.py", place -> course.write(training, dataset, hadoop, place), count);
                Progress progress = console.progress("PyTorch", count)) {
            List<List<Double>> peer = new ArrayList<>();
            while (peer.size() < count) {
                peer.add(torch.numbers());
                progress.at(peer.size());
            }
            return outcome(training.config(), peer);
        }
    }

    /** The accuracy; null where none was measured. */
    private static Double measured(double accuracy) {
        return Double.isNaN(accuracy) ? null : accuracy;
    }

    private LearningOutcome outcome(TrainingJobConfig config, List<List<Double>> peer) {
        List<LearningOutcome.Epoch> curve = new ArrayList<>();
        for (int i = 0; i < peer.size(); i++) {
            EpochMetrics ours = metrics.get(i);
            List<Double> theirs = peer.get(i);
            curve.add(new LearningOutcome.Epoch(
                    ours.epoch() + 1,
                    ours.learningRate(),
                    ours.trainAccuracy(),
                    theirs.get(1),
                    measured(ours.validationAccuracy()),
                    measured(theirs.get(2))));
        }
        return LearningOutcome.of(
                config.network().name(),
                config.network().precision().name().toLowerCase(Locale.ROOT),
                course.batch(),
                curve);
    }
}
