package org.bitadapt.runtime.vector;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.PackedNetwork;

/**
 * 1-bit weights over the codes of one pixel, by counting bits: with the codes taken apart into eight planes of bits
 * {@code X_b}, the sum of the inputs with weight +1 is {@code plus = sum over b of 2^b * bits(W & X_b)}, and the result is
 * {@code 2 plus - total}. For processors that count the bits of whole vectors: they do 512 weights of a plane at a time.
 */
final class CodeLinear implements Step {
    private static final int WORD = Integer.SIZE;
    private static final int PLANES = 8;

    private final Layer layer;
    private final PixelWindow window;
    private final Requantization requantization;
    private final Stage[] countStages = {this::count, this::sum};
    private final int words;
    /** [output][word of the window]. */
    private final int[] weights;

    CodeLinear(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this.layer = layer;
        window = new PixelWindow(layer);
        requantization = new Requantization(network, layer, sizes);
        words = Lanes.roundUp(layer.weightsPerOutput(), WORD) / WORD;
        weights = words(network.weights(layer.number()));
        sizes.window(layer.weightsPerOutput());
        sizes.bitWords(words);
    }

    private int[] words(ByteBuffer bits) {
        int[] rows = new int[words * layer.out().channels()];
        for (int output = 0; output < layer.out().channels(); output++) {
            for (int i = 0; i < layer.weightsPerOutput(); i++) {
                long weight = (long) output * layer.weightsPerOutput() + i;
                int bit = bits.get((int) (weight >> 3)) >> (weight & 7) & 1;
                rows[output * words + i / WORD] |= bit << (i % WORD);
            }
        }
        return rows;
    }

    @Override
    public void run(Maps maps, Scratch scratch) {
        scratch.shareOutputs(layer.out().channels());
        window.fill(maps, scratch.window);
        split(scratch.window, scratch.bitPlanes);
        for (int[] counts : scratch.bitCounts) {
            Arrays.fill(counts, words, Lanes.roundUp(words, Lanes.HALF), 0);
        }
        for (int output = scratch.firstOutput; output < scratch.endOutput; output++) {
            Stage.runAll(countStages, maps, scratch, 0, output);
        }
        weigh(scratch);
        requantization.writePixel(maps, scratch);
    }

    /** Counts the bits of the inputs of one output that have weight +1, two planes at a time. */
    private void count(Maps maps, Scratch scratch, int tile, int output) {
        int[][] planes = scratch.bitPlanes;
        int[][] counts = scratch.bitCounts;
        int[] row = scratch.bitRow;
        System.arraycopy(weights, output * words, row, 0, words);
        count(row, planes[0], planes[1], counts[0], words);
        count(row, planes[2], planes[3], counts[1], words);
        count(row, planes[4], planes[5], counts[2], words);
        count(row, planes[6], planes[7], counts[3], words);
    }

    private void sum(Maps maps, Scratch scratch, int tile, int output) {
        IntVector sum = IntVector.zero(Lanes.INTS);
        for (int pair = 3; pair >= 0; pair--) {
            sum = sum.lanewise(VectorOperators.LSHL, 2).add(sum(scratch.bitCounts[pair]));
        }
        scratch.ints[Scratch.ACCUMULATORS + output] = sum.reduceLanes(VectorOperators.ADD);
    }

    /** Beyond the last word the counts are zero. */
    private IntVector sum(int[] counts) {
        IntVector sum = IntVector.zero(Lanes.INTS);
        for (int i = 0; i < words; i += Lanes.HALF) {
            sum = sum.add(IntVector.fromArray(Lanes.INTS, counts, i));
        }
        return sum;
    }

    private void weigh(Scratch scratch) {
        int total = 0;
        for (int i = 0; i < layer.weightsPerOutput(); i++) {
            total += scratch.window[i];
        }
        for (int output = scratch.firstOutput; output < scratch.endOutput; output++) {
            int at = Scratch.ACCUMULATORS + output;
            scratch.ints[at] = 2 * scratch.ints[at] - total;
        }
    }

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
    }

    /**
     * A plain loop that the just-in-time compiler turns into vectors: one index, without an offset, for all arrays, and
     * no more than two planes.
     */
    private static void count(int[] row, int[] low, int[] high, int[] counts, int words) {
        for (int i = 0; i < words; i++) {
            counts[i] = Integer.bitCount(row[i] & low[i]) + (Integer.bitCount(row[i] & high[i]) << 1);
        }
    }
}
