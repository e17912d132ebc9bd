package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Elementwise kernels in plain Java. */
final class ScalarElementwiseKernels implements ElementwiseKernels {

    static final ScalarElementwiseKernels INSTANCE = new ScalarElementwiseKernels();

    private ScalarElementwiseKernels() {}

    @Override
    public void centre(
            ByteBuffer pixels, float[] zeroPoints, ChannelPeriod period, int from, int to, ByteBuffer floats) {
        for (int i = from; i < to; i++) {
            float zeroPoint = zeroPoints[(i - from) % period.channels()];
            floats.putFloat(i * Float.BYTES, (pixels.get(i) & 0xFF) - zeroPoint);
        }
    }

    @Override
    public void widen(ByteBuffer codes, int from, int to, ByteBuffer floats) {
        for (int i = from; i < to; i++) {
            floats.putFloat(i * Float.BYTES, codes.get(i) & 0xFF);
        }
    }

    @Override
    public void moments(ByteBuffer values, float[] shifts, ChannelPeriod period, int from, int to, ChannelSums sums) {
        for (int i = from; i < to; i++) {
            int c = (i - from) % period.channels();
            double value = values.getFloat(i * Float.BYTES) - shifts[c];
            sums.first()[c] += value;
            sums.second()[c] += value * value;
        }
    }

    @Override
    public float largest(Normalization normalization, int from, int to) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, y(normalization, from, i));
        }
        return largest;
    }

    @Override
    public float codes(Normalization normalization, int largestCode, int from, int to, ByteBuffer codes) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            float y = y(normalization, from, i);
            largest = Math.max(largest, y);
            codes.put(i, (byte) Math.rint(Math.max(0, Math.min(largestCode, y))));
        }
        return largest;
    }

    @Override
    public void floats(Normalization normalization, float least, int from, int to, ByteBuffer floats) {
        for (int i = from; i < to; i++) {
            floats.putFloat(i * Float.BYTES, Math.max(y(normalization, from, i), least));
        }
    }

    private static float y(Normalization n, int from, int index) {
        int position = (index - from) % n.period.channels();
        float y = n.products.getFloat(index * Float.BYTES) * n.multiplier[position];
        y += n.offset[position];
        return switch (n.kind) {
            case NONE -> y;
            case CODES -> y + (n.residual.get(index) & 0xFF) * n.residualScale;
            case FLOATS -> y + n.residual.getFloat(index * Float.BYTES) * n.residualScale;
        };
    }

    @Override
    public void masked(
            Normalization normalization,
            ActivationPass pass,
            Stretch stretch,
            GradientSum gradients,
            float[] centres,
            ChannelSums sums) {
        float least = pass.least();
        float most = pass.most();
        ByteBuffer gradient = gradients.gradient();
        Optional<ByteBuffer> other = gradients.other();
        for (int i = stretch.from(); i < stretch.to(); i++) {
            int c = (i - stretch.from()) % normalization.period.channels();
            float y = y(normalization, stretch.from(), i);
            float g = gradient.getFloat(i * Float.BYTES);
            if (other.isPresent()) {
                g += other.get().getFloat(i * Float.BYTES);
            }
            g = y > least && y < most ? g : 0;
            gradient.putFloat(i * Float.BYTES, g);
            sums.first()[c] += g;
            sums.second()[c] += (double) g * (normalization.products.getFloat(i * Float.BYTES) - centres[c]);
        }
    }

    @Override
    public void combine(
            ByteBuffer gradient, ByteBuffer products, ChannelLine line, int from, int to, ByteBuffer result) {
        for (int i = from; i < to; i++) {
            int c = (i - from) % line.period().channels();
            float linear = products.getFloat(i * Float.BYTES) * line.slopes()[c] + line.constants()[c];
            result.putFloat(i * Float.BYTES, gradient.getFloat(i * Float.BYTES) * line.factors()[c] + linear);
        }
    }

    @Override
    public void combineToBfloat16(
            ByteBuffer gradient, ByteBuffer products, ChannelLine line, int from, int to, ByteBuffer result) {
        for (int i = from; i < to; i++) {
            int c = (i - from) % line.period().channels();
            float linear = products.getFloat(i * Float.BYTES) * line.slopes()[c] + line.constants()[c];
            float value = gradient.getFloat(i * Float.BYTES) * line.factors()[c] + linear;
            result.putShort(i * Bfloat16.BYTES, Bfloat16.of(value));
        }
    }

    @Override
    public void widenToBfloat16(ByteBuffer codes, int from, int to, ByteBuffer result) {
        for (int i = from; i < to; i++) {
            result.putShort(i * Bfloat16.BYTES, Bfloat16.of(codes.get(i) & 0xFF));
        }
    }

    @Override
    public void roundToBfloat16(ByteBuffer floats, int from, int to, ByteBuffer result) {
        for (int i = from; i < to; i++) {
            result.putShort(i * Bfloat16.BYTES, Bfloat16.of(floats.getFloat(i * Float.BYTES)));
        }
    }

    @Override
    public void maximum(ByteBuffer values, int at, int tap, int channels, PooledMap pooled, int to) {
        ByteBuffer best = pooled.values();
        ByteBuffer winners = pooled.winners();
        for (int c = 0; c < channels; c++) {
            byte value = values.get(at + c);
            if ((value & 0xFF) > (best.get(to + c) & 0xFF)) {
                best.put(to + c, value);
                winners.put(to + c, (byte) tap);
            }
        }
    }

    @Override
    public void spread(PooledMap gradient, int from, int tap, int channels, ByteBuffer target, int at) {
        ByteBuffer winners = gradient.winners();
        ByteBuffer shares = gradient.values();
        for (int c = 0; c < channels; c++) {
            if ((winners.get(from + c) & 0xFF) == tap) {
                int position = (at + c) * Float.BYTES;
                target.putFloat(position, target.getFloat(position) + shares.getFloat((from + c) * Float.BYTES));
            }
        }
    }

    @Override
    public void add(ByteBuffer others, int from, int to, ByteBuffer floats) {
        for (int i = from; i < to; i++) {
            floats.putFloat(i * Float.BYTES, floats.getFloat(i * Float.BYTES) + others.getFloat(i * Float.BYTES));
        }
    }
}
