package org.bitadapt.quant.layer;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained network from whose scores another network learns. The teacher scores in evaluation mode, without gradients.
 * It sees the learner's augmented images, by an input normalization of its own.
 *
 * @see Distillation
 */
public final class Teacher {

    private final EngineKey key;
    private final FloatBuffer parameters;

    /**
     * @param key the teacher's network, and how to execute it on the learner's minibatches
     * @param parameters the teacher's parameter vector, which is copied
     */
    public Teacher(EngineKey key, float[] parameters) {
        this.key = key;
        this.parameters = Buffers.direct(parameters);
    }

    /**
     * A minibatch whose labels hold the teacher's scores.
     *
     * @param batch the pixels, and one-hot labels {@code [images][classes]}; unchanged
     * @return the batch's pixels, and labels {@code [images][2 classes]} from which {@link Distillation} learns
     */
    public MultiDataSet teach(org.nd4j.linalg.dataset.api.MultiDataSet batch) {
        INDArray pixels = batch.getFeatures(0);
        INDArray labels = batch.getLabels(0);
        int images = Math.toIntExact(labels.size(0));
        int classes = Math.toIntExact(labels.size(1));
        INDArray scores = Nd4j.createUninitialized(DataType.FLOAT, images, classes);
        EnginePool.shared()
                .use(key, engine -> engine.evaluate(parameters, Buffers.bytes(pixels), images, Buffers.floats(scores)));
        return new MultiDataSet(pixels, beside(labels, scores, images, classes));
    }

    private static INDArray beside(INDArray labels, INDArray scores, int images, int classes) {
        INDArray both = Nd4j.createUninitialized(DataType.FLOAT, images, 2L * classes);
        FloatBuffer target = Buffers.floats(both);
        FloatBuffer left = Buffers.floats(labels);
        FloatBuffer right = Buffers.floats(scores);
        for (int image = 0; image < images; image++) {
            target.put(2 * image * classes, left, image * classes, classes);
            target.put((2 * image + 1) * classes, right, image * classes, classes);
        }
        return both;
    }
}
