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
    public void moments(
            ByteBuffer values,
            float[] shifts,
            ChannelPeriod period,
            int from,
            int to,
            double[] sums,
            double[] squares) {
        for (int i = from; i < to; i++) {
            int c = (i - from) % period.channels();
            double value = values.getFloat(i * Float.BYTES) - shifts[c];
            sums[c] += value;
            squares[c] += value * value;
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
    public float codes(Normalization normalization, int from, int to, ByteBuffer codes) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            float y = y(normalization, from, i);
            largest = Math.max(largest, y);
            codes.put(i, (byte) Math.rint(Math.max(0, Math.min(255, y))));
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
            float least,
            float most,
            int from,
            int to,
            ByteBuffer gradient,
            Optional<ByteBuffer> other,
            float[] centres,
            double[] sums,
            double[] centred) {
        for (int i = from; i < to; i++) {
            int c = (i - from) % normalization.period.channels();
            float y = y(normalization, from, i);
            float g = gradient.getFloat(i * Float.BYTES);
            if (other.isPresent()) {
                g += other.get().getFloat(i * Float.BYTES);
            }
            g = y > least && y < most ? g : 0;
            gradient.putFloat(i * Float.BYTES, g);
            sums[c] += g;
            centred[c] += (double) g * (normalization.products.getFloat(i * Float.BYTES) - centres[c]);
        }
    }

    @Override
    public void combine(
            ByteBuffer gradient,
            float[] factors,
            ByteBuffer products,
            float[] slopes,
            float[] constants,
            ChannelPeriod period,
            int from,
            int to,
            ByteBuffer result) {
        for (int i = from; i < to; i++) {
            int c = (i - from) % period.channels();
            float linear = products.getFloat(i * Float.BYTES) * slopes[c] + constants[c];
            result.putFloat(i * Float.BYTES, gradient.getFloat(i * Float.BYTES) * factors[c] + linear);
        }
    }

    @Override
    public void combineToBfloat16(
            ByteBuffer gradient,
            float[] factors,
            ByteBuffer products,
            float[] slopes,
            float[] constants,
            ChannelPeriod period,
            int from,
            int to,
            ByteBuffer result) {
        for (int i = from; i < to; i++) {
            int c = (i - from) % period.channels();
            float linear = products.getFloat(i * Float.BYTES) * slopes[c] + constants[c];
            float value = gradient.getFloat(i * Float.BYTES) * factors[c] + linear;
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
    public void maximum(ByteBuffer values, int at, int tap, int channels, ByteBuffer best, ByteBuffer winners, int to) {
        for (int c = 0; c < channels; c++) {
            byte value = values.get(at + c);
            if ((value & 0xFF) > (best.get(to + c) & 0xFF)) {
                best.put(to + c, value);
                winners.put(to + c, (byte) tap);
            }
        }
    }

    @Override
    public void spread(
            ByteBuffer gradient, ByteBuffer winners, int from, int tap, int channels, ByteBuffer target, int at) {
        for (int c = 0; c < channels; c++) {
            if ((winners.get(from + c) & 0xFF) == tap) {
                int position = (at + c) * Float.BYTES;
                target.putFloat(position, target.getFloat(position) + gradient.getFloat((from + c) * Float.BYTES));
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
