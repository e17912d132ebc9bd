package org.bitadapt.jobs.train;

import java.nio.FloatBuffer;
import org.bitadapt.quant.engine.TrainingEngines;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.layer.EngineKey;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Gradient descent with momentum written out, one minibatch after the other: no Spark, no rounds, no DL4J, and a rate that
 * the caller computes.
 */
final class PlainLoop implements AutoCloseable {

    private final TrainingEngine engine;
    private final int classes;
    private final double momentum;
    private final double weightDecay;
    private final FloatBuffer parameters;
    private final double[] velocities;
    private int steps;

    PlainLoop(EngineKey key, float[] start, double momentum, double weightDecay) {
        this.engine = TrainingEngines.open(key.network(), key.pixels(), key.settlement(), key.options());
        this.classes = key.network().classes();
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        this.parameters = Buffers.direct(start);
        this.velocities = new double[start.length];
    }

    /**
     * Takes a step: {@code v = momentum v + (gradient + decay w); w = w - rate v}; state moves by what the engine says.
     */
    void step(MultiDataSet batch, double rate) {
        int images = (int) batch.getFeatures(0).size(0);
        FloatBuffer scores = Buffers.direct(new float[images * classes]);
        engine.forward(parameters, Buffers.bytes(batch.getFeatures(0)), images, 0, scores);
        FloatBuffer gradient = Buffers.direct(new float[parameters.capacity()]);
        engine.backward(parameters, scoreGradient(scores, Buffers.floats(batch.getLabels(0)), images), gradient);
        for (ParameterSlice slice : engine.layout().slices().values()) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                parameters.put(i, (float) moved(slice.role(), i, gradient.get(i), images, rate));
            }
        }
        steps++;
        engine.settle(parameters, steps);
    }

    private double moved(ParameterRole role, int i, double gradient, int images, double rate) {
        double value = parameters.get(i);
        if (!role.trained()) {
            return value - gradient;
        }
        double decay = role == ParameterRole.WEIGHT ? weightDecay * value : 0;
        velocities[i] = momentum * velocities[i] + gradient / images + decay;
        return value - rate * velocities[i];
    }

    /**
     * The gradient of the loss by the scores, {@code softmax(scores) - oneHot(label)}. Where a teacher's scores stand
     * behind the labels, it is half of that and {@code 0.5 T (softmax(scores / T) - softmax(teacher / T))} with a
     * temperature {@code T} of 3.
     */
    private FloatBuffer scoreGradient(FloatBuffer scores, FloatBuffer labels, int images) {
        int columns = labels.capacity() / images;
        FloatBuffer gradient = Buffers.direct(new float[images * classes]);
        for (int image = 0; image < images; image++) {
            double[] p = softmax(scores, image * classes, 1);
            double[] soft = softmax(scores, image * classes, 3);
            double[] taught = columns == classes ? soft : softmax(labels, image * columns + classes, 3);
            for (int c = 0; c < classes; c++) {
                double hard = p[c] - labels.get(image * columns + c);
                double both = columns == classes ? hard : 0.5 * hard + 0.5 * 3 * (soft[c] - taught[c]);
                gradient.put(image * classes + c, (float) both);
            }
        }
        return gradient;
    }

    private double[] softmax(FloatBuffer values, int from, double temperature) {
        double[] p = new double[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            p[c] = Math.exp(values.get(from + c) / temperature);
            sum += p[c];
        }
        for (int c = 0; c < classes; c++) {
            p[c] /= sum;
        }
        return p;
    }

    float[] parameters() {
        float[] copy = new float[parameters.capacity()];
        parameters.get(0, copy);
        return copy;
    }

    /** Makes the mean of several loops the state of each of them. */
    static void average(PlainLoop... loops) {
        for (int i = 0; i < loops[0].velocities.length; i++) {
            double parameter = 0;
            double velocity = 0;
            for (PlainLoop loop : loops) {
                parameter += loop.parameters.get(i) / loops.length;
                velocity += loop.velocities[i] / loops.length;
            }
            for (PlainLoop loop : loops) {
                loop.parameters.put(i, (float) parameter);
                loop.velocities[i] = velocity;
            }
        }
        for (PlainLoop loop : loops) {
            loop.engine.settle(loop.parameters, loop.steps);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
