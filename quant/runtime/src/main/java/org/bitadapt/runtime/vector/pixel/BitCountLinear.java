package org.bitadapt.runtime.vector.pixel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.kernel.Stage;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.PixelMemory;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/**
 * A layer with 1-bit weights over the codes of one pixel, by counting bits. With the codes taken apart into eight
 * planes of bits {@code X_b}, the sum of the inputs with weight +1 is {@code plus = sum over b of 2^b * bits(W & X_b)},
 * and the result is {@code 2 plus - total}. The step suits processors that count the bits of whole vectors, 512 weights
 * of a plane at a time.
 */
final class BitCountLinear implements KernelCall {
    private static final int WORD = Integer.SIZE;
    private static final int PLANES = 8;
    /** The most words that a loop counts: the more, the smaller the part at the loop's ends that vectors do not do. */
    private static final int LOOP = 640;

    private final Layer layer;
    private final PixelWindow window;
    private final PixelRequantization requantization;
    private final Stage[] countStages = {this::count, this::sum};
    private final int words;
    /** The number of words of an output, rounded up to whole vectors. */
    private final int stride;
    /** The number of outputs that are counted together. */
    private final int together;
    /** The weights, [output][word of the window]. */
    private final int[] weights;

    BitCountLinear(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this.layer = layer;
        window = new PixelWindow(layer, WORD, sizes);
        requantization = new PixelRequantization(network, layer, sizes);
        words = Lanes.roundUp(layer.weightsPerOutput(), WORD) / WORD;
        stride = Lanes.roundUp(words, Lanes.HALF);
        together = Math.max(1, Math.min(layer.out().channels(), LOOP / stride));
        weights = words(network.weights(layer.number()));
        sizes.bitWords(together * stride);
    }

    private int[] words(ByteBuffer bits) {
        int[] rows = new int[Math.multiplyExact(stride, layer.out().channels())];
        for (int output = 0; output < layer.out().channels(); output++) {
            for (int i = 0; i < layer.weightsPerOutput(); i++) {
                long weight = (long) output * layer.weightsPerOutput() + i;
                int bit = WeightBits.bit(bits, weight);
                rows[output * stride + i / WORD] |= bit << (i % WORD);
            }
        }
        return rows;
    }

    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        PixelMemory memory = scratch.pixel;
        int first = share.firstOutput(layer.out().channels());
        int end = share.endOutput(layer.out().channels());
        window.fill(maps, memory.window);
        split(memory.window, memory.bitPlanes);
        for (int output = first; output < end; output += together) {
            Stage.runAll(countStages, maps, scratch, Math.min(together, end - output), output);
        }
        weigh(memory, first, end);
        requantization.write(maps, memory, first, end);
    }

    /** Counts, for some outputs from {@code first} on, the bits of the inputs with weight +1, two planes at a time. */
    private void count(Maps maps, Scratch scratch, int outputs, int first) {
        int[][] planes = scratch.pixel.bitPlanes;
        int[][] counts = scratch.pixel.bitCounts;
        int[] rows = scratch.pixel.bitRows;
        int length = outputs * stride;
        System.arraycopy(weights, first * stride, rows, 0, length);
        count(rows, planes[0], planes[1], counts[0], length);
        count(rows, planes[2], planes[3], counts[1], length);
        count(rows, planes[4], planes[5], counts[2], length);
        count(rows, planes[6], planes[7], counts[3], length);
    }

    private void sum(Maps maps, Scratch scratch, int outputs, int first) {
        PixelMemory memory = scratch.pixel;
        for (int i = 0; i < outputs; i++) {
            memory.ints[PixelMemory.SUMS + first + i] = sum(memory.bitCounts, i * stride);
        }
    }

    private int sum(int[][] counts, int from) {
        IntVector sum = IntVector.zero(Lanes.INTS);
        for (int i = from; i < from + stride; i += Lanes.HALF) {
            IntVector low = four(counts[1], i).add(IntVector.fromArray(Lanes.INTS, counts[0], i));
            IntVector high = four(counts[3], i).add(IntVector.fromArray(Lanes.INTS, counts[2], i));
            sum = sum.add(low).add(high.lanewise(VectorOperators.LSHL, 4));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private static IntVector four(int[] counts, int at) {
        return IntVector.fromArray(Lanes.INTS, counts, at).lanewise(VectorOperators.LSHL, 2);
    }

    private void weigh(PixelMemory memory, int first, int end) {
        int total = 0;
        for (int i = 0; i < layer.weightsPerOutput(); i++) {
            total += memory.window[i];
        }
        for (int at = PixelMemory.SUMS + first; at < PixelMemory.SUMS + end; at++) {
            memory.ints[at] = 2 * memory.ints[at] - total;
        }
    }

    /** Takes codes apart into planes, once for each of the outputs that are counted together. */
    private void split(int[] codes, int[][] planes) {
        for (int word = 0; word < words; word++) {
            for (int plane = 0; plane < PLANES; plane++) {
                int bits = 0;
                for (int i = 0; i < WORD; i++) {
                    bits |= (codes[word * WORD + i] >>> plane & 1) << i;
                }
                planes[plane][word] = bits;
            }
        }
        for (int[] plane : planes) {
            Arrays.fill(plane, words, stride, 0);
            for (int i = 1; i < together; i++) {
                System.arraycopy(plane, 0, plane, i * stride, stride);
            }
        }
    }

    /**
     * Counts the bits of two planes in a plain loop, which the just-in-time compiler turns into vectors because all
     * arrays have one index without an offset and there are no more than two planes.
     */
    private static void count(int[] rows, int[] low, int[] high, int[] counts, int length) {
        for (int i = 0; i < length; i++) {
            counts[i] = Integer.bitCount(rows[i] & low[i]) + (Integer.bitCount(rows[i] & high[i]) << 1);
        }
    }
}
