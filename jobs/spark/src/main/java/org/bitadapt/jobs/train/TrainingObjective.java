package org.bitadapt.jobs.train;

import java.util.List;
import org.bitadapt.jobs.config.ClassWeighting;
import org.bitadapt.jobs.config.TrainConfig;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.quant.layer.Consistency;
import org.bitadapt.quant.layer.Distillation;
import org.bitadapt.quant.layer.Objective;

/** Makes the objective of a training from settings and a data set. */
public final class TrainingObjective {

    private TrainingObjective() {}

    /** The objective of a training on a data set's training split. */
    public static Objective of(TrainConfig train, DatasetManifest data) {
        List<Double> weights = train.classWeights() == ClassWeighting.BALANCED
                ? balanced(data.split(Split.TRAIN).recordsPerClass())
                : List.of();
        Objective labels = new Objective(train.weightDecay(), weights).consistent(consistency(train));
        return train.teacher().isEmpty()
                ? labels
                : labels.taught(new Distillation(
                        train.distillation().share(), train.distillation().temperature()));
    }

    private static Consistency consistency(TrainConfig train) {
        return new Consistency(
                switch (train.consistency().teacher()) {
                    case RECURSIVE -> Consistency.Teaching.RECURSIVE;
                    case WIDEST -> Consistency.Teaching.WIDEST;
                },
                train.consistency().labels(),
                switch (train.sampling()) {
                    case ALL -> Consistency.Sampling.ALL;
                    case SANDWICH -> Consistency.Sampling.SANDWICH;
                });
    }

    /**
     * The weights by which every class counts the same: {@code images / (classes * images of the class)}, counting the
     * classes that have images. The mean of the weights over the images is 1; a class without images has weight 0.
     */
    static List<Double> balanced(List<Long> imagesPerClass) {
        double images = imagesPerClass.stream().mapToLong(Long::longValue).sum();
        long classes = imagesPerClass.stream().filter(count -> count > 0).count();
        return imagesPerClass.stream()
                .map(count -> count == 0 ? 0.0 : images / (classes * count))
                .toList();
    }
}
