package org.bitadapt.jobs.netadapt.tuning;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.EnginePool;

/**
 * Held-out images, which score networks and never tune them.
 *
 * @param pixels the pixels, {@code [image][y][x][channel]}, direct
 * @param labels the labels, one per image
 * @param imageSize the bytes of an image
 */
@SuppressWarnings("ArrayRecordComponent") // read in one place, never compared
record HeldOut(ByteBuffer pixels, int[] labels, int imageSize) {

    /** The share of the images whose class a network with running statistics gets right. */
    double accuracy(EngineKey key, FloatBuffer parameters) {
        int classes = key.network().classes();
        int most = key.options().maximumBatch();
        FloatBuffer scores = Buffers.direct(new float[most * classes]);
        TrainingEngine engine = EnginePool.shared().borrow(key);
        int right = 0;
        for (int first = 0; first < labels.length; first += most) {
            int count = Math.min(most, labels.length - first);
            engine.evaluate(parameters, pixels.slice(first * imageSize, count * imageSize), count, scores);
            for (int i = 0; i < count; i++) {
                right += best(scores, i * classes, classes) == labels[first + i] ? 1 : 0;
            }
        }
        EnginePool.shared().giveBack(key, engine);
        return (double) right / labels.length;
    }

    private static int best(FloatBuffer scores, int from, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = scores.get(from + c) > scores.get(from + best) ? c : best;
        }
        return best;
    }
}
