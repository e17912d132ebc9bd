package org.bitadapt.runtime.vector.plane;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.kernel.Stage;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.memory.TileMemory;

/**
 * A convolution with 8-bit weights, or with any weights over the image, as exact float arithmetic: sums of up to
 * {@value #CHUNK} products are integers of at most {@code 128 * 255 * 127 < 2^22}. Longer sums are continued in ints.
 */
public final class FloatConvolution {
    private static final int CHUNK = 128;
    private static final int QUARTET = 4;
    private static final float SHIFTED = 0x1.8p23f;
    private static final int SHIFTED_BITS = Float.floatToRawIntBits(SHIFTED);

    private final Layer layer;
    private final WindowColumns columns;
    private final Requantization requantization;
    private final Stage[] windowStages;
    private final Stage[] sumStages;
    private final Stage[] chunkStages;
    private final int chunks;
    private final int quartets;
    /** The weights, [output rounded up to four][weight], in the order of the columns. */
    private final float[] weights;

    private final int length;

    /** Orders the weights of any layer, and asks for memory. */
    public FloatConvolution(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this.layer = layer;
        ShiftGrid grid = ShiftedWindow.grid(layer);
        if (grid.suits()) {
            columns = new ShiftedWindow(layer, grid, sizes);
            requantization = new Requantization(network, layer, grid, sizes);
        } else {
            columns = new GatheredWindow(layer, sizes);
            requantization = new Requantization(network, layer, sizes);
        }
        length = layer.weightsPerOutput();
        weights = weights(layer.weights(network));
        sizes.windowFloats(length);
        chunks = (length + CHUNK - 1) / CHUNK;
        quartets = (layer.out().channels() + QUARTET - 1) / QUARTET;
        windowStages = new Stage[] {columns};
        sumStages = new Stage[] {this::sum};
        chunkStages = new Stage[] {this::settle};
    }

    private float[] weights(ByteBuffer stored) {
        int channels = layer.in().channels();
        float[] ordered = new float[Math.multiplyExact(Lanes.roundUp(layer.out().channels(), QUARTET), length)];
        for (int output = 0; output < layer.out().channels(); output++) {
            for (int weight = 0; weight < length; weight++) {
                long index = layer.weightIndex(output, weight % channels, weight / channels);
                ordered[output * length + weight] = layer.weight(stored, index);
            }
        }
        return ordered;
    }

    /** The steps of an image. */
    public List<KernelCall> steps() {
        return Stream.of(columns.preparation(), Stream.<KernelCall>of(this::sumAll), requantization.completion())
                .flatMap(Function.identity())
                .toList();
    }

    /** Sums this thread's share: tiles where each thread can have some, else outputs. */
    private void sumAll(Maps maps, Scratch scratch, Share share) {
        int tiles = requantization.tiles();
        if (tiles >= share.parts()) {
            scratch.tiles.takeOutputs(0, layer.out().channels());
            sumTiles(maps, scratch, share.from(tiles), share.to(tiles));
        } else {
            int outputs = layer.out().channels();
            scratch.tiles.takeOutputs(share.firstOutput(outputs), share.endOutput(outputs));
            sumTiles(maps, scratch, 0, tiles);
        }
    }

    private void sumTiles(Maps maps, Scratch scratch, int from, int to) {
        TileMemory memory = scratch.tiles;
        int endQuartet = Math.min(quartets, (memory.endOutput() + QUARTET - 1) / QUARTET);
        for (int tile = from; tile < to; tile++) {
            Stage.runAll(windowStages, maps, scratch, tile, 0);
            for (int chunk = 0; chunk < chunks; chunk++) {
                for (int quartet = memory.firstOutput() / QUARTET; quartet < endQuartet; quartet++) {
                    Stage.runAll(sumStages, maps, scratch, tile, chunk * quartets + quartet);
                }
                Stage.runAll(chunkStages, maps, scratch, tile, chunk);
            }
            Stage.runAll(requantization.stages(), maps, scratch, tile, 0);
        }
    }

    /** Sums a chunk of the weights of four outputs. */
    private void sum(Maps maps, Scratch scratch, int tile, int block) {
        int from = block / quartets * CHUNK;
        sumQuartet(scratch.tiles, block % quartets * QUARTET, from, Math.min(length, from + CHUNK));
    }

    private void sumQuartet(TileMemory memory, int output, int from, int to) {
        FloatVector even0 = FloatVector.zero(Lanes.FLOATS);
        FloatVector even1 = even0;
        FloatVector even2 = even0;
        FloatVector even3 = even0;
        FloatVector odd0 = even0;
        FloatVector odd1 = even0;
        FloatVector odd2 = even0;
        FloatVector odd3 = even0;
        int w = output * length;
        int at = from * Lanes.TILE;
        for (int k = from; k < to; k++, at += Lanes.TILE) {
            FloatVector even = FloatVector.fromArray(Lanes.FLOATS, memory.floats, at);
            FloatVector odd = FloatVector.fromArray(Lanes.FLOATS, memory.floats, at + Lanes.HALF);
            FloatVector w0 = broadcast(w + k);
            even0 = even.fma(w0, even0);
            odd0 = odd.fma(w0, odd0);
            FloatVector w1 = broadcast(w + length + k);
            even1 = even.fma(w1, even1);
            odd1 = odd.fma(w1, odd1);
            FloatVector w2 = broadcast(w + 2 * length + k);
            even2 = even.fma(w2, even2);
            odd2 = odd.fma(w2, odd2);
            FloatVector w3 = broadcast(w + 3 * length + k);
            even3 = even.fma(w3, even3);
            odd3 = odd.fma(w3, odd3);
        }
        float[] sums = memory.values;
        int first = output * Lanes.TILE;
        even0.intoArray(sums, first);
        odd0.intoArray(sums, first + Lanes.HALF);
        even1.intoArray(sums, first + Lanes.TILE);
        odd1.intoArray(sums, first + Lanes.TILE + Lanes.HALF);
        even2.intoArray(sums, first + 2 * Lanes.TILE);
        odd2.intoArray(sums, first + 2 * Lanes.TILE + Lanes.HALF);
        even3.intoArray(sums, first + 3 * Lanes.TILE);
        odd3.intoArray(sums, first + 3 * Lanes.TILE + Lanes.HALF);
    }

    private FloatVector broadcast(int weight) {
        return FloatVector.broadcast(Lanes.FLOATS, weights[weight]);
    }

    /** Adds a chunk's sums to the 32-bit sums, or starts the 32-bit sums with them. */
    private void settle(Maps maps, Scratch scratch, int tile, int chunk) {
        TileMemory memory = scratch.tiles;
        int step = chunk > 0 ? Lanes.HALF : 0;
        int first = memory.firstOutput() * Lanes.TILE;
        int to = memory.accumulators() + first;
        int sofar = chunk > 0 ? to : TileMemory.ZERO_INTS;
        int end = memory.endOutput() * Lanes.TILE;
        for (int at = first; at < end; at += Lanes.HALF, to += Lanes.HALF, sofar += step) {
            IntVector sum = exact(FloatVector.fromArray(Lanes.FLOATS, memory.values, at));
            sum.add(IntVector.fromArray(Lanes.INTS, memory.ints, sofar)).intoArray(memory.ints, to);
        }
    }

    /**
     * The integer that an exact float stands for: adding 1.5 * 2^23 shifts it to the lowest bits, as two's complement.
     */
    private static IntVector exact(FloatVector sum) {
        return sum.add(SHIFTED).reinterpretAsInts().sub(SHIFTED_BITS);
    }
}
