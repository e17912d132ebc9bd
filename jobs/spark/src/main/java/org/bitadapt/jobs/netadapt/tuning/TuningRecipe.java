package org.bitadapt.jobs.netadapt.tuning;

import java.io.Serializable;
import java.util.Optional;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.jobs.config.AdaptationJobConfig;
import org.bitadapt.jobs.config.TrainConfig;
import org.bitadapt.jobs.dataset.Augmentation;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.train.TeacherBroadcast;
import org.bitadapt.jobs.train.TrainingObjective;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.LearningRateSchedule;
import org.bitadapt.quant.layer.LearningRateSchedule.Curve;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.SgdMomentum;
import org.bitadapt.quant.layer.Teacher;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The way in which proposals are tuned and scored, the same for all proposals of a search.
 *
 * @param dataset the data set whose training images tune and whose validation images score
 * @param pixels how the network's input is normalized
 * @param settlement the rule by which the signs of 1-bit weights settle
 * @param config all settings
 * @param teaching the teacher of the tunings; null without a teacher, because an Optional cannot travel to tasks
 */
public record TuningRecipe(
        Dataset dataset,
        PixelNormalization pixels,
        Settlement settlement,
        AdaptationJobConfig config,
        TeacherBroadcast teaching)
        implements Serializable {

    /** The number of images of a step. */
    int batch() {
        return config.data().batch();
    }

    /** The number of steps of a short-term tuning. */
    int steps() {
        int images = config.netadapt().shortTerm().images();
        return Math.max(1, (images + batch() - 1) / batch());
    }

    /** The engine of a network. It has one thread, so that a result depends on nothing but the network and the seed. */
    EngineKey engine(NetworkSpec network) {
        return new EngineKey(network, pixels, settlement, EngineOptions.automatic(1, batch()));
    }

    /** A graph to tune for a short time, with fresh weights. */
    ComputationGraph graph(NetworkSpec network, long seed) {
        TrainConfig train = config.train();
        LearningRateSchedule rate = new LearningRateSchedule(
                Curve.COSINE, config.netadapt().shortTerm().learningRate(), 0, steps(), java.util.List.of(), 1);
        return NetworkGraph.create(
                engine(network),
                new SgdMomentum(train.momentum(), rate),
                TrainingObjective.of(train, dataset.manifest()),
                seed);
    }

    /** The teacher of one tuning. */
    Optional<Teacher> teacher() {
        return Optional.ofNullable(teaching).map(TeacherBroadcast::teacher);
    }

    /** The random changes of training images. */
    Augmentation augmentation(long seed) {
        return config.data().augmentation().drawnBy(pixels.zeroPoints(), seed);
    }
}
