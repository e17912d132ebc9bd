package org.bitadapt.jobs.onnx;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.jobs.train.BatchNormStatistics;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.EnginePool;
import org.bitadapt.quant.onnx.reading.ImportedNetwork;
import org.bitadapt.quant.onnx.reading.StatisticsNetwork;

/** Runs of an imported network on images, within this process. */
final class Measuring {

    /** Images of a pass: enough for a linear layer's statistics, few enough for large maps. */
    private static final int BATCH = 32;

    private static final int MOST_IMAGES = 256;
    /** Multiply-accumulates of all images of a measurement: about a minute of one core. */
    private static final long MOST_MACS = 200_000_000_000L;

    private static final Hysteresis NO_SIGNS = new Hysteresis(0, Hysteresis.Scale.RELATIVE);

    private Measuring() {}

    /** The number of images on which statistics are measured, a multiple of the batch: fewer for larger networks. */
    static int images(NetworkSpec network) {
        long macs = LoweredNetwork.of(network).products().stream()
                .mapToLong(product -> product.macs())
                .sum();
        return (int) Math.max(BATCH, Math.min(MOST_IMAGES, MOST_MACS / Math.max(macs, 1) / BATCH * BATCH));
    }

    private static EngineKey key(NetworkSpec network, PixelNormalization pixels, int batch) {
        int threads = Runtime.getRuntime().availableProcessors();
        return new EngineKey(network, pixels, NO_SIGNS, EngineOptions.automatic(threads, batch));
    }

    /** The network with statistics of the batch norms that were put back; images that do not fill a pass are left out. */
    static ImportedNetwork statistics(ImportedNetwork imported, SampleImages images) {
        StatisticsNetwork network = new StatisticsNetwork(imported);
        float[] vector = network.parameters();
        int batch = Math.min(BATCH, images.count());
        FloatBuffer parameters = Buffers.direct(vector);
        int passes = images.count() / batch;
        List<double[]> sums = new ArrayList<>();
        try (BatchNormStatistics statistics =
                new BatchNormStatistics(key(network.spec(), imported.pixels(), batch), parameters)) {
            for (int pass = 0; pass < passes; pass++) {
                statistics.add(images.batch(pass * batch, batch), batch);
            }
            sums.add(statistics.sums());
        }
        ParameterLayout layout = ParameterLayout.of(LoweredNetwork.of(network.spec()));
        BatchNormStatistics.write(layout, parameters, sums, passes);
        parameters.get(0, vector);
        return network.measured(vector, batch);
    }

    /** The scores of images, {@code [image][class]}. */
    static double[][] scores(ImportedNetwork imported, SampleImages images) {
        NetworkSpec network = imported.spec();
        int batch = Math.min(BATCH, images.count());
        EngineKey key = key(network, imported.pixels(), batch);
        FloatBuffer parameters = Buffers.direct(imported.parameters());
        FloatBuffer scores = Buffers.direct(new float[batch * network.classes()]);
        double[][] all = new double[images.count()][network.classes()];
        TrainingEngine engine = EnginePool.shared().borrow(key);
        try {
            for (int first = 0; first < all.length; first += batch) {
                int count = Math.min(batch, all.length - first);
                engine.evaluate(parameters, images.batch(first, count), count, scores);
                for (int i = 0; i < count * network.classes(); i++) {
                    all[first + i / network.classes()][i % network.classes()] = scores.get(i);
                }
            }
        } finally {
            EnginePool.shared().giveBack(key, engine);
        }
        return all;
    }
}
