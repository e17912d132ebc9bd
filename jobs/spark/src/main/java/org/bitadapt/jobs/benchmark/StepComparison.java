package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Progress;
import org.bitadapt.jobs.config.NetworkConfig.Precision;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.train.SteppedTraining;

/**
 * The first steps of a training, taken here and in PyTorch from the same weights on the same minibatches.
 *
 * @param steps the number of steps
 */
record StepComparison(SteppedTraining training, int steps) {

    /**
     * Trains in both.
     *
     * @param python an interpreter that has torch
     */
    AgreementOutcome run(String python, Console console) throws IOException {
        String name = training.engine().network().name();
        if (training.engine().network().nodes().stream().anyMatch(node -> node.layer() instanceof LayerSpec.Dropout)) {
            throw new BadInputException("Invalid network: " + name + " (must have no dropout, which is random)", "");
        }
        try (TorchProcess torch =
                TorchProcess.start(python, "agree_torch.py", folder -> Exercise.write(training, folder))) {
            List<List<Double>> theirs = new ArrayList<>();
            try (Progress progress = console.progress("PyTorch", steps)) {
                while (theirs.size() < steps) {
                    theirs.add(torch.numbers());
                    progress.at(theirs.size());
                }
            }
            List<Double> ours;
            try (Progress progress = console.progress("BitAdapt", steps)) {
                ours = training.train(progress::at);
            }
            return outcome(training.config(), ours, theirs);
        }
    }

    private static AgreementOutcome outcome(TrainingJobConfig config, List<Double> ours, List<List<Double>> theirs) {
        List<StepLosses> losses = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            losses.add(StepLosses.of(
                    i + 1, ours.get(i), theirs.get(i).get(0), theirs.get(i).get(1)));
        }
        Precision precision = config.network().precision();
        return AgreementOutcome.of(
                config.network().name(),
                precision.name().toLowerCase(Locale.ROOT),
                config.data().batch(),
                losses,
                precision == Precision.FLOAT32 ? AgreementBound.FLOAT32 : AgreementBound.BINARY);
    }
}
