package org.bitadapt.jobs.report;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bitadapt.common.cost.LayerCost;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.picture.HysteresisHistogram;
import org.bitadapt.jobs.picture.ModelSizes;
import org.bitadapt.jobs.picture.ReportTable;
import org.bitadapt.jobs.picture.RunReport;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.WidthFigures;
import org.bitadapt.jobs.result.WidthsResult;
import org.bitadapt.jobs.run.EpochMetrics;

/** Made-up but plausible figures of a 1-bit ResNet-20; the same seed gives the same run. */
public record SampleRun(int epochs, int classes, long seed) {

    private static final NetworkCosts COSTS =
            NetworkCosts.of(PrecisionPolicy.BINARY.apply(Networks.named("resnet20", 10)));
    private static final double THRESHOLD = 0.02;

    public RunReport report() {
        return RunReport.titled("ResNet-20 with 1-bit weights on CIFAR-10")
                .fact(
                        "Command",
                        "bitadapt train --config conf/cifar10-resnet20.conf --data hdfs://data/cifar10 --run hdfs://runs/r20")
                .fact("Version", "0.1.0-SNAPSHOT")
                .fact("Seed", "42")
                .fact("Data set", "cifar10: 45,000 training, 5,000 validation, 10,000 test images, 10 classes")
                .fact("Network", "resnet20")
                .fact("Started", "2026-11-23 13:01:42 UTC")
                .fact("Duration", "2 h 14 min 7 s")
                .closing(new ReportTable(
                        List.of("figure", "float", "1-bit, packed"),
                        List.of(
                                List.of("test accuracy", "91.8 %", "89.4 %"),
                                List.of("file", "1,092,344 B", "41,872 B"),
                                List.of("latency, 1 thread", "4.1 ms", "2.2 ms"))))
                .epochs(epochMetrics())
                .hysteresis(hysteresis())
                .evaluation(evaluation())
                .layers(COSTS.layers())
                .sizes(new ModelSizes(1_092_344, 41_872))
                .configuration(CONFIGURATION)
                .build();
    }

    public List<EpochMetrics> epochMetrics() {
        Random random = new Random(seed);
        return IntStream.range(0, epochs)
                .mapToObj(epoch -> epoch(epoch, random))
                .toList();
    }

    private EpochMetrics epoch(int epoch, Random random) {
        double progress = epochs == 1 ? 0 : (double) epoch / (epochs - 1);
        double rate = 0.05 * (1 + Math.cos(Math.PI * progress));
        double learned = 1 - Math.exp(-5 * progress);
        double noise = 0.02 * rate / 0.1 * random.nextGaussian();
        double trained = 0.38 + 0.55 * learned + noise / 3;
        double validated = 0.42 + 0.48 * learned + noise;
        Map<String, Double> flips = new LinkedHashMap<>();
        for (int i = 0; i < binaryLayers().size(); i++) {
            flips.put(
                    binaryLayers().get(i),
                    (0.001 + 0.04 * rate / 0.1) * Math.exp(-0.08 * i) * (0.8 + 0.4 * random.nextDouble()));
        }
        return new EpochMetrics(
                epoch,
                rate,
                0.99 * rate,
                1.75 * (1 - trained) + 0.08,
                trained,
                1.9 * (1 - validated) + 0.1,
                validated,
                212 + 6 * random.nextGaussian(),
                45_000 / 212.0,
                flips);
    }

    public static List<String> binaryLayers() {
        return COSTS.layers().stream()
                .filter(layer -> layer.weightBits() == 1)
                .map(LayerCost::name)
                .toList();
    }

    public List<HysteresisHistogram> hysteresis() {
        return IntStream.range(0, binaryLayers().size())
                .mapToObj(layer -> hysteresis(layer, new Random(seed + layer)))
                .toList();
    }

    /** Every latent weight goes its random way and flips its sign by the rule. */
    private static HysteresisHistogram hysteresis(int layer, Random random) {
        int channels = 16 << (layer / 6);
        float[] latents = new float[9 * channels * channels];
        float[] signs = new float[latents.length];
        double spread = 0.5 / Math.sqrt(9.0 * channels);
        for (int i = 0; i < latents.length; i++) {
            double latent = spread * random.nextGaussian();
            float sign = latent < 0 ? -1 : 1;
            for (int step = 0; step < 30; step++) {
                latent = 0.95 * latent + 0.31 * spread * random.nextGaussian();
                sign = latent >= THRESHOLD ? 1 : latent <= -THRESHOLD ? -1 : sign;
            }
            latents[i] = (float) latent;
            signs[i] = sign;
        }
        return HysteresisHistogram.of(
                binaryLayers().get(layer), THRESHOLD, FloatBuffer.wrap(latents), FloatBuffer.wrap(signs));
    }

    public EvaluationResult evaluation() {
        Random random = new Random(seed);
        long[][] confusion = new long[classes][classes];
        for (int label = 0; label < classes; label++) {
            for (int image = 0; image < 1000; image++) {
                boolean right = random.nextDouble() < 0.82 + 0.15 * label / classes;
                int wrong = Math.floorMod(label + (int) Math.round(2 * random.nextGaussian()), classes);
                confusion[label][right ? label : wrong]++;
            }
        }
        return EvaluationResult.of(classNames(), confusion);
    }

    /** Widths of 1, 2 and 4 bits of weights with maps of 8 and of 4 bits. */
    public WidthsResult widths() {
        return new WidthsResult(
                Split.TEST,
                10_000,
                "eyeriss",
                142_616L,
                List.of(
                        new WidthFigures(1, 4, 0.861, 0.86, 2_310.4, 61.2, 41_872L),
                        new WidthFigures(1, 8, 0.894, 0.893, 2_204.1, 84.6, 41_872L),
                        new WidthFigures(2, 4, 0.882, 0.881, 2_930.0, 64.9, 75_020L),
                        new WidthFigures(2, 8, 0.909, 0.908, 2_811.3, 88.4, 75_020L),
                        new WidthFigures(4, 4, 0.889, 0.888, 4_417.9, 72.4, 141_316L),
                        new WidthFigures(4, 8, 0.914, 0.914, 4_350.2, 95.9, 141_316L)));
    }

    private List<String> classNames() {
        List<String> cifar =
                List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
        return classes == 10
                ? cifar
                : IntStream.range(0, classes)
                        .mapToObj(label -> String.format(Locale.ROOT, "class %03d", label))
                        .toList();
    }

    private static final String CONFIGURATION = """
            network = resnet20
            precision = binary
            seed = 42
            train {
              epochs = 120
              batch-size = 64
              averaging-frequency = 5
              optimizer { momentum = 0.9, weight-decay = 1e-4 }
              schedule { type = cosine, base = 0.1, warm-up-epochs = 5 }
              hysteresis { threshold = 0.1, scale = relative }
              augmentation { pad = 4, flip = true }  # pad 4 pixels of the mean colour, crop 32 x 32 at random, flip half of the images
            }
            """;
}
