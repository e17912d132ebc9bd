package org.bitadapt.runtime.vector;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.PackedNetwork;

/**
 * A convolution with 8-bit weights over many pixels, as exact float arithmetic: sums of up to {@value #CHUNK} products
 * are integers below {@code 512 * 255 * 127 < 2^24}, which floats hold exactly; longer sums go on in ints.
 */
final class ByteConvolution implements Step {
    private static final int CHUNK = 512;
    private static final int QUARTET = 4;

    private final Layer layer;
    private final Windows windows;
    private final Requantization requantization;
    /** [output rounded up to four][weight], in the order of the columns. */
    private final float[] weights;

    private final int tiles;
    private final int length;

    ByteConvolution(PackedNetwork network, Layer layer) {
        this.layer = layer;
        windows = new Windows(layer, 1);
        requantization = new Requantization(network, layer);
        tiles = Lanes.tiles(layer.out().pixels());
        length = windows.count();
        weights = weights(network.weights(layer.number()));
    }

    private float[] weights(ByteBuffer stored) {
        int channels = layer.in().channels();
        float[] ordered = new float[Lanes.roundUp(layer.out().channels(), QUARTET) * length];
        for (int output = 0; output < layer.out().channels(); output++) {
            for (int weight = 0; weight < length; weight++) {
                ordered[output * length + weight] =
                        stored.get((int) layer.weightIndex(output, weight % channels, weight / channels));
            }
        }
        return ordered;
    }

    @Override
    public void reserve(ScratchSizes sizes) {
        sizes.columns(length);
        sizes.windowFloats(length * Lanes.TILE);
        sizes.outputChannels(layer.out().channels());
    }

    @Override
    public void run(Maps maps, Scratch scratch) {
        for (int tile = 0; tile < tiles; tile++) {
            windows.fill(maps, tile, scratch.columns);
            widen(scratch.columns, scratch.windowFloats);
            for (int output = 0; output < layer.out().channels(); output += QUARTET) {
                for (int from = 0; from < length; from += CHUNK) {
                    int to = Math.min(length, from + CHUNK);
                    sumQuartet(scratch.windowFloats, output, from, to, scratch.accumulators, 0);
                    sumQuartet(scratch.windowFloats, output, from, to, scratch.accumulators, Lanes.HALF);
                }
            }
            requantization.writeTile(scratch.accumulators, tile, maps);
        }
    }

    private void widen(short[] columns, float[] floats) {
        for (int at = 0; at < length * Lanes.TILE; at += Lanes.TILE) {
            ShortVector both = ShortVector.fromArray(Lanes.SHORTS, columns, at);
            Lanes.toFloat(Lanes.even(both)).intoArray(floats, at);
            Lanes.toFloat(Lanes.odd(both)).intoArray(floats, at + Lanes.HALF);
        }
    }

    private void sumQuartet(float[] floats, int output, int from, int to, int[] accumulators, int half) {
        FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int w = output * length;
        for (int k = from; k < to; k++) {
            FloatVector x = FloatVector.fromArray(Lanes.FLOATS, floats, k * Lanes.TILE + half);
            s0 = x.fma(broadcast(w + k), s0);
            s1 = x.fma(broadcast(w + length + k), s1);
            s2 = x.fma(broadcast(w + 2 * length + k), s2);
            s3 = x.fma(broadcast(w + 3 * length + k), s3);
        }
        int at = output * Lanes.TILE + half;
        accumulate(s0, accumulators, at, from > 0);
        accumulate(s1, accumulators, at + Lanes.TILE, from > 0);
        accumulate(s2, accumulators, at + 2 * Lanes.TILE, from > 0);
        accumulate(s3, accumulators, at + 3 * Lanes.TILE, from > 0);
    }

    private FloatVector broadcast(int weight) {
        return FloatVector.broadcast(Lanes.FLOATS, weights[weight]);
    }

    private static void accumulate(FloatVector sum, int[] accumulators, int at, boolean add) {
        IntVector exact = (IntVector) sum.convert(VectorOperators.F2I, 0);
        if (add) {
            IntVector.fromArray(Lanes.INTS, accumulators, at).add(exact).intoArray(accumulators, at);
        } else {
            exact.intoArray(accumulators, at);
        }
    }
}
