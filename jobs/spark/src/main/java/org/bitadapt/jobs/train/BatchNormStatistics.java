package org.bitadapt.jobs.train;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.Width;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.EnginePool;

/** Sums batch norm's statistics of every bit width over minibatches, for weights as they are. */
public final class BatchNormStatistics implements AutoCloseable {

    /** The number of each worker's minibatches that are enough. */
    public static final int ENOUGH_BATCHES = 10;

    private final EngineKey key;
    private final LoweredNetwork network;
    private final List<ParameterSlice> slices;
    private final List<WidthEngine> engines = new ArrayList<>();
    private final FloatBuffer parameters;
    private final FloatBuffer gradient;
    private final FloatBuffer scores;
    private final FloatBuffer noGradient;
    private final double[] sums;

    /**
     * Starts with statistics that are 0.
     *
     * @param key the network and how it is executed
     * @param parameters the network's parameters, direct; not changed
     */
    public BatchNormStatistics(EngineKey key, FloatBuffer parameters) {
        this.key = key;
        this.parameters = parameters;
        this.network = LoweredNetwork.of(key.network());
        this.slices = slices(ParameterLayout.of(network));
        this.sums = new double[slices.stream().mapToInt(ParameterSlice::length).sum()];
        this.gradient = Buffers.direct(new float[parameters.capacity()]);
        int most = key.options().maximumBatch() * key.network().classes();
        this.scores = Buffers.direct(new float[most]);
        this.noGradient = Buffers.direct(new float[most]);
        ParameterLayout layout = ParameterLayout.of(network);
        for (Width width : key.network().allWidths()) {
            engines.add(new WidthEngine(width, EnginePool.shared().borrow(key, width), layout.at(width)));
        }
    }

    /** The engine of one width, and where the width's parameters are. */
    private record WidthEngine(Width width, TrainingEngine engine, ParameterLayout layout) {

        boolean owns(ParameterSlice slice) {
            return layout.slice(slice.node(), slice.role()).equals(slice);
        }
    }

    /**
     * Adds the statistics of a minibatch.
     *
     * @param pixels the pixels, {@code [image][y][x][channel]}, unsigned 8 bit, direct
     */
    public void add(ByteBuffer pixels, int images) {
        for (WidthEngine width : engines) {
            width.engine().forward(parameters, pixels, images, 0, scores);
            width.engine().backward(parameters, noGradient, gradient);
            int first = 0;
            for (ParameterSlice slice : slices) {
                if (width.owns(slice)) {
                    add(slice, first);
                }
                first += slice.length();
            }
        }
    }

    private void add(ParameterSlice slice, int first) {
        // An engine returns old - new with new = momentum * old + (1 - momentum) * batch.
        double share = 1 - momentum(slice.node());
        for (int i = 0; i < slice.length(); i++) {
            int at = slice.offset() + i;
            sums[first + i] += parameters.get(at) - gradient.get(at) / share;
        }
    }

    private double momentum(String norm) {
        return network.products().stream()
                .map(Step.Product::batchNorm)
                .flatMap(Optional::stream)
                .filter(named -> named.name().equals(norm))
                .findFirst()
                .orElseThrow()
                .layer()
                .momentum();
    }

    /** The sums, which {@link #write} takes. */
    public double[] sums() {
        return sums.clone();
    }

    /**
     * Makes the mean of some minibatches the running statistics.
     *
     * @param parameters the parameters of the network, which are changed in place
     * @param sums the sums of several workers
     * @param batches the number of minibatches that all workers together added up
     */
    public static void write(ParameterLayout layout, FloatBuffer parameters, List<double[]> sums, int batches) {
        int next = 0;
        for (ParameterSlice slice : slices(layout)) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                double sum = 0;
                for (double[] worker : sums) {
                    sum += worker[next];
                }
                parameters.put(i, (float) (sum / batches));
                next++;
            }
        }
    }

    private static List<ParameterSlice> slices(ParameterLayout layout) {
        return layout.slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.MEAN || slice.role() == ParameterRole.SECOND_MOMENT)
                .toList();
    }

    @Override
    public void close() {
        engines.forEach(width -> EnginePool.shared().giveBack(key, width.width(), width.engine()));
    }
}
