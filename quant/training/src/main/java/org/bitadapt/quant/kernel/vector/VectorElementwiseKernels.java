package org.bitadapt.quant.kernel.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.bitadapt.quant.kernel.ActivationPass;
import org.bitadapt.quant.kernel.Bfloat16;
import org.bitadapt.quant.kernel.ChannelLine;
import org.bitadapt.quant.kernel.ChannelPeriod;
import org.bitadapt.quant.kernel.ChannelSums;
import org.bitadapt.quant.kernel.ElementwiseKernels;
import org.bitadapt.quant.kernel.GradientSum;
import org.bitadapt.quant.kernel.Normalization;
import org.bitadapt.quant.kernel.Normalization.Residual;
import org.bitadapt.quant.kernel.PooledMap;
import org.bitadapt.quant.kernel.Stretch;

/**
 * Elementwise kernels on the Vector API.
 *
 * <p>Every pass walks over whole periods of channels; the rest at the end, less than a period, goes to the plain
 * kernels.
 */
public final class VectorElementwiseKernels implements ElementwiseKernels {

    private static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() >= 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_256;
    private static final VectorSpecies<Integer> INTS =
            FLOATS.length() == 16 ? IntVector.SPECIES_512 : IntVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES =
            FLOATS.length() == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;
    private static final VectorSpecies<Short> SHORTS =
            FLOATS.length() == 16 ? ShortVector.SPECIES_256 : ShortVector.SPECIES_128;
    private static final int LANES = FLOATS.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /** A summand, 2^23, that leaves the rounded value, ties to even, in the low bits of the sum. */
    private static final float ROUNDING = 0x1p23f;
    /** The number of periods whose sums are kept in floats before they go to doubles. */
    private static final int PERIODS_PER_FLUSH = 256;

    private final ElementwiseKernels plain = ElementwiseKernels.scalar();

    /** Makes the kernels; called by name, where the JVM has the vector module. */
    public VectorElementwiseKernels() {
        // The kernels have no state.
    }

    private static FloatVector load(ByteBuffer buffer, int position) {
        return FloatVector.fromByteBuffer(FLOATS, buffer, position * Float.BYTES, ORDER);
    }

    private static void store(FloatVector vector, ByteBuffer buffer, int position) {
        vector.intoByteBuffer(buffer, position * Float.BYTES, ORDER);
    }

    /** Stores floats rounded to bfloat16, ties to even. */
    private static void storeBfloat16(FloatVector vector, ByteBuffer buffer, int position) {
        IntVector bits = vector.reinterpretAsInts();
        IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
        IntVector rounded = bits.add(0x7FFF).add(odd).lanewise(VectorOperators.LSHR, 16);
        ((ShortVector) rounded.convertShape(VectorOperators.I2S, SHORTS, 0))
                .intoByteBuffer(buffer, position * Bfloat16.BYTES, ORDER);
    }

    private static FloatVector loadCodes(ByteBuffer buffer, int position) {
        IntVector ints = (IntVector)
                ByteVector.fromByteBuffer(BYTES, buffer, position, ORDER).convertShape(VectorOperators.B2I, INTS, 0);
        return (FloatVector) ints.and(0xFF).convert(VectorOperators.I2F, 0);
    }

    private static FloatVector y(Normalization n, int position, int i) {
        FloatVector y = load(n.products(), position)
                .mul(FloatVector.fromArray(FLOATS, n.multipliers(), i))
                .add(FloatVector.fromArray(FLOATS, n.offsets(), i));
        if (n.kind() == Residual.NONE) {
            return y;
        }
        FloatVector residual =
                n.kind() == Residual.CODES ? loadCodes(n.residual(), position) : load(n.residual(), position);
        return y.add(residual.mul(n.residualScale()));
    }

    private static int wholePeriods(ChannelPeriod period, int from, int to) {
        return from + (to - from) / period.length() * period.length();
    }

    @Override
    public void centre(
            ByteBuffer pixels, float[] zeroPoints, ChannelPeriod period, int from, int to, ByteBuffer floats) {
        int end = wholePeriods(period, from, to);
        for (int row = from; row < end; row += period.length()) {
            for (int i = 0; i < period.length(); i += LANES) {
                FloatVector zero = FloatVector.fromArray(FLOATS, zeroPoints, i);
                store(loadCodes(pixels, row + i).sub(zero), floats, row + i);
            }
        }
        plain.centre(pixels, zeroPoints, period, end, to, floats);
    }

    @Override
    public void widen(ByteBuffer codes, int from, int to, ByteBuffer floats) {
        int end = to - (to - from) % LANES;
        for (int i = from; i < end; i += LANES) {
            store(loadCodes(codes, i), floats, i);
        }
        plain.widen(codes, end, to, floats);
    }

    @Override
    public void moments(ByteBuffer values, float[] shifts, ChannelPeriod period, int from, int to, ChannelSums sums) {
        int end = wholePeriods(period, from, to);
        float[] partial = period.newConstants();
        float[] partialSquares = period.newConstants();
        int block = PERIODS_PER_FLUSH * period.length();
        for (int start = from; start < end; start += block) {
            for (int row = start; row < Math.min(start + block, end); row += period.length()) {
                for (int i = 0; i < period.length(); i += LANES) {
                    FloatVector value = load(values, row + i).sub(FloatVector.fromArray(FLOATS, shifts, i));
                    FloatVector.fromArray(FLOATS, partial, i).add(value).intoArray(partial, i);
                    value.fma(value, FloatVector.fromArray(FLOATS, partialSquares, i))
                            .intoArray(partialSquares, i);
                }
            }
            flush(partial, sums.first());
            flush(partialSquares, sums.second());
        }
        plain.moments(values, shifts, period, end, to, sums);
    }

    /** Adds sums per position of the period to sums per channel, and clears them. */
    private static void flush(float[] partial, double[] sums) {
        for (int row = 0; row < partial.length; row += sums.length) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += partial[row + c];
                partial[row + c] = 0;
            }
        }
    }

    @Override
    public float largest(Normalization normalization, int from, int to) {
        int length = normalization.period().length();
        int end = wholePeriods(normalization.period(), from, to);
        float[] maxima = maxima(length);
        for (int row = from; row < end; row += length) {
            for (int i = 0; i < length; i += LANES) {
                FloatVector.fromArray(FLOATS, maxima, i)
                        .max(y(normalization, row + i, i))
                        .intoArray(maxima, i);
            }
        }
        return Math.max(largest(maxima), plain.largest(normalization, end, to));
    }

    /**
     * An array for maxima, one per position of the period: a vector carried from one period to the next would be boxed.
     */
    private static float[] maxima(int length) {
        float[] maxima = new float[length];
        Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
        return maxima;
    }

    private static float largest(float[] maxima) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : maxima) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    @Override
    public float codes(Normalization normalization, int largestCode, int from, int to, ByteBuffer codes) {
        int length = normalization.period().length();
        int end = wholePeriods(normalization.period(), from, to);
        float[] maxima = maxima(length);
        for (int row = from; row < end; row += length) {
            for (int i = 0; i < length; i += LANES) {
                FloatVector y = y(normalization, row + i, i);
                FloatVector.fromArray(FLOATS, maxima, i).max(y).intoArray(maxima, i);
                FloatVector rounded = y.max(0f).min((float) largestCode).add(ROUNDING);
                ((ByteVector) rounded.reinterpretAsInts().convertShape(VectorOperators.I2B, BYTES, 0))
                        .intoByteBuffer(codes, row + i, ORDER);
            }
        }
        return Math.max(largest(maxima), plain.codes(normalization, largestCode, end, to, codes));
    }

    @Override
    public void floats(Normalization normalization, float least, int from, int to, ByteBuffer floats) {
        int length = normalization.period().length();
        int end = wholePeriods(normalization.period(), from, to);
        for (int row = from; row < end; row += length) {
            for (int i = 0; i < length; i += LANES) {
                store(y(normalization, row + i, i).max(least), floats, row + i);
            }
        }
        plain.floats(normalization, least, end, to, floats);
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
        ChannelPeriod period = normalization.period();
        int end = wholePeriods(period, stretch.from(), stretch.to());
        float[] partial = period.newConstants();
        float[] partialCentred = period.newConstants();
        int block = PERIODS_PER_FLUSH * period.length();
        boolean two = other.isPresent();
        ByteBuffer second = other.orElse(gradient);
        for (int start = stretch.from(); start < end; start += block) {
            for (int row = start; row < Math.min(start + block, end); row += period.length()) {
                for (int i = 0; i < period.length(); i += LANES) {
                    FloatVector y = y(normalization, row + i, i);
                    VectorMask<Float> passes =
                            y.compare(VectorOperators.GT, least).and(y.compare(VectorOperators.LT, most));
                    FloatVector sum = load(gradient, row + i);
                    if (two) {
                        sum = sum.add(load(second, row + i));
                    }
                    FloatVector g = FloatVector.zero(FLOATS).blend(sum, passes);
                    store(g, gradient, row + i);
                    FloatVector.fromArray(FLOATS, partial, i).add(g).intoArray(partial, i);
                    FloatVector product =
                            load(normalization.products(), row + i).sub(FloatVector.fromArray(FLOATS, centres, i));
                    g.fma(product, FloatVector.fromArray(FLOATS, partialCentred, i))
                            .intoArray(partialCentred, i);
                }
            }
            flush(partial, sums.first());
            flush(partialCentred, sums.second());
        }
        plain.masked(normalization, pass, new Stretch(end, stretch.to()), gradients, centres, sums);
    }

    private static FloatVector combined(
            ByteBuffer gradient, ByteBuffer products, ChannelLine line, int position, int i) {
        FloatVector linear = load(products, position)
                .mul(FloatVector.fromArray(FLOATS, line.slopes(), i))
                .add(FloatVector.fromArray(FLOATS, line.constants(), i));
        FloatVector g = load(gradient, position).mul(FloatVector.fromArray(FLOATS, line.factors(), i));
        return g.add(linear);
    }

    @Override
    public void combine(
            ByteBuffer gradient, ByteBuffer products, ChannelLine line, int from, int to, ByteBuffer result) {
        int length = line.period().length();
        int end = wholePeriods(line.period(), from, to);
        for (int row = from; row < end; row += length) {
            for (int i = 0; i < length; i += LANES) {
                store(combined(gradient, products, line, row + i, i), result, row + i);
            }
        }
        plain.combine(gradient, products, line, end, to, result);
    }

    @Override
    public void combineToBfloat16(
            ByteBuffer gradient, ByteBuffer products, ChannelLine line, int from, int to, ByteBuffer result) {
        int length = line.period().length();
        int end = wholePeriods(line.period(), from, to);
        for (int row = from; row < end; row += length) {
            for (int i = 0; i < length; i += LANES) {
                storeBfloat16(combined(gradient, products, line, row + i, i), result, row + i);
            }
        }
        plain.combineToBfloat16(gradient, products, line, end, to, result);
    }

    @Override
    public void widenToBfloat16(ByteBuffer codes, int from, int to, ByteBuffer result) {
        int end = to - (to - from) % LANES;
        for (int i = from; i < end; i += LANES) {
            storeBfloat16(loadCodes(codes, i), result, i);
        }
        plain.widenToBfloat16(codes, end, to, result);
    }

    @Override
    public void roundToBfloat16(ByteBuffer floats, int from, int to, ByteBuffer result) {
        int end = to - (to - from) % LANES;
        for (int i = from; i < end; i += LANES) {
            storeBfloat16(load(floats, i), result, i);
        }
        plain.roundToBfloat16(floats, end, to, result);
    }

    @Override
    public void maximum(ByteBuffer values, int at, int tap, int channels, PooledMap pooled, int to) {
        ByteBuffer best = pooled.values();
        ByteBuffer winners = pooled.winners();
        int end = channels - channels % LANES;
        for (int c = 0; c < end; c += LANES) {
            ByteVector value = ByteVector.fromByteBuffer(BYTES, values, at + c, ORDER);
            ByteVector old = ByteVector.fromByteBuffer(BYTES, best, to + c, ORDER);
            // Flipping the highest bit puts unsigned bytes in the order of signed ones.
            ByteVector flip = ByteVector.broadcast(BYTES, Byte.MIN_VALUE);
            VectorMask<Byte> wins = value.lanewise(VectorOperators.XOR, flip)
                    .compare(VectorOperators.GT, old.lanewise(VectorOperators.XOR, flip));
            old.blend(value, wins).intoByteBuffer(best, to + c, ORDER);
            ByteVector.fromByteBuffer(BYTES, winners, to + c, ORDER)
                    .blend((byte) tap, wins)
                    .intoByteBuffer(winners, to + c, ORDER);
        }
        plain.maximum(values, at + end, tap, channels - end, pooled, to + end);
    }

    @Override
    public void spread(PooledMap gradient, int from, int tap, int channels, ByteBuffer target, int at) {
        ByteBuffer winners = gradient.winners();
        ByteBuffer shares = gradient.values();
        int end = channels - channels % LANES;
        for (int c = 0; c < end; c += LANES) {
            VectorMask<Float> won = loadCodes(winners, from + c).compare(VectorOperators.EQ, (float) tap);
            FloatVector share = FloatVector.zero(FLOATS).blend(load(shares, from + c), won);
            store(load(target, at + c).add(share), target, at + c);
        }
        plain.spread(gradient, from + end, tap, channels - end, target, at + end);
    }

    @Override
    public void add(ByteBuffer others, int from, int to, ByteBuffer floats) {
        int end = to - (to - from) % LANES;
        for (int i = from; i < end; i += LANES) {
            store(load(floats, i).add(load(others, i)), floats, i);
        }
        plain.add(others, end, to, floats);
    }
}
