package org.bitadapt.runtime.vector.pixel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.WeightBits;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.kernel.Stage;
import org.bitadapt.runtime.vector.memory.Arena;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.PixelMemory;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * A layer with 1-bit weights over the codes of one pixel, by lookups: for six inputs, the 64 sums of subsets of their
 * codes fill a vector with their low bytes and a vector with their high bytes. The weights of 64 outputs, a byte each,
 * permute both vectors to what each output adds. An output is {@code 2 plus - total}, as everywhere in this engine.
 */
final class LookupLinear implements KernelCall {
    private static final int INPUTS = 6;
    /** The number of outputs that are summed together. */
    private static final int OUTPUTS = 2 * Wide.VECTOR;
    /** The most groups of six inputs whose sums fit 16 bits. */
    private static final int SPAN = 0xFFFF / (INPUTS * 255);
    /** Bytes of the tables of a group. */
    private static final int TABLES = 2 * Wide.VECTOR;

    private static final int BITS_OF_BYTE = Byte.SIZE;
    /**
     * Whether an entry of a table of 32 includes an input, for the first five: [input][entry], all ones or all zeros.
     */
    private static final short[] MASKS = masks();

    private static final byte[] HALVES = halves();
    private static final byte[] ZEROS = new byte[Wide.VECTOR];

    private final Layer layer;
    private final PixelWindow window;
    private final PixelRequantization requantization;
    private final int groups;
    private final int blocks;
    /** The codes, [block of outputs][group][output]; bit i is set for a weight of +1 of input i. */
    private final byte[] codes;

    private final Stage[] buildStages = {this::build};
    private final Stage[] sumStages = {this::sum, this::takeApart, this::addTwice};

    LookupLinear(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this.layer = layer;
        window = new PixelWindow(layer, INPUTS, sizes);
        requantization = new PixelRequantization(network, layer, sizes);
        groups = (layer.weightsPerOutput() + INPUTS - 1) / INPUTS;
        blocks = Lanes.roundUp(layer.out().channels(), OUTPUTS) / OUTPUTS;
        codes = new byte
                [Math.addExact(Arena.BYTES_AT, Math.multiplyExact(blocks, Math.multiplyExact(groups, OUTPUTS)))];
        pack(network.weights(layer.number()));
        // The last block is summed with outputs that there are not.
        sizes.pixelSums(blocks * OUTPUTS);
        // The last group's tables are written with half a vector behind them.
        sizes.lookups.tables(Math.addExact(Math.multiplyExact(groups, TABLES), Wide.VECTOR));
        sizes.lookups.tiles(1, 1);
    }

    /** Whether a layer has outputs enough to fill a block. */
    static boolean suits(Layer layer) {
        return layer.out().channels() >= OUTPUTS;
    }

    private static short[] masks() {
        short[] masks = new short[(INPUTS - 1) * Wide.BLOCK];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = (short) -(i % Wide.BLOCK >> i / Wide.BLOCK & 1);
        }
        return masks;
    }

    private void pack(ByteBuffer bits) {
        for (int output = 0; output < layer.out().channels(); output++) {
            for (int i = 0; i < layer.weightsPerOutput(); i++) {
                long weight = (long) output * layer.weightsPerOutput() + i;
                int bit = WeightBits.bit(bits, weight);
                codes[codeAt(output / OUTPUTS, i / INPUTS) + lane(output % OUTPUTS)] |= (byte) (bit << i % INPUTS);
            }
        }
    }

    private int codeAt(int block, int group) {
        return Arena.BYTES_AT + (block * groups + group) * OUTPUTS;
    }

    /**
     * The byte of an output, chosen so that sums are in order once bytes and then shorts were split into even and odd.
     */
    private static int lane(int output) {
        int quarter = output % Wide.VECTOR / Wide.HALF;
        int byteOfFour = (quarter & 1) << 1 | quarter >> 1;
        return output / Wide.VECTOR * Wide.VECTOR + output % Wide.HALF * Integer.BYTES + byteOfFour;
    }

    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        int first = share.from(blocks);
        int end = share.to(blocks);
        if (first == end) {
            return;
        }
        PixelMemory memory = scratch.pixel;
        window.fill(maps, memory.window);
        Stage.runAll(buildStages, maps, scratch, 0, 0);
        int total = 0;
        for (int i = 0; i < layer.weightsPerOutput(); i++) {
            total += memory.window[i];
        }
        for (int block = first; block < end; block++) {
            int to = PixelMemory.SUMS + block * OUTPUTS;
            Arrays.fill(memory.ints, to, to + OUTPUTS, -total);
            for (int group = 0; group < groups; group += SPAN) {
                Stage.runAll(sumStages, maps, scratch, group, block);
            }
        }
        requantization.write(
                maps,
                memory,
                first * OUTPUTS,
                Math.min(end * OUTPUTS, layer.out().channels()));
    }

    /** Builds the tables of all groups. */
    private void build(Maps maps, Scratch scratch, int tile, int block) {
        build(scratch.pixel.window, groups, scratch.lookups.bytes, scratch.lookups.tables);
    }

    private static void build(int[] inputs, int groups, byte[] tables, int to) {
        ShortVector mask0 = ShortVector.fromArray(Wide.SHORTS, MASKS, 0);
        ShortVector mask1 = ShortVector.fromArray(Wide.SHORTS, MASKS, Wide.BLOCK);
        ShortVector mask2 = ShortVector.fromArray(Wide.SHORTS, MASKS, 2 * Wide.BLOCK);
        ShortVector mask3 = ShortVector.fromArray(Wide.SHORTS, MASKS, 3 * Wide.BLOCK);
        ShortVector mask4 = ShortVector.fromArray(Wide.SHORTS, MASKS, 4 * Wide.BLOCK);
        VectorShuffle<Byte> lowFirst =
                ByteVector.fromArray(Wide.BYTES, HALVES, 0).toShuffle();
        VectorShuffle<Byte> highFirst =
                ByteVector.fromArray(Wide.BYTES, HALVES, Wide.VECTOR).toShuffle();
        for (int group = 0; group < groups; group++) {
            int i = group * INPUTS;
            ShortVector without = mask0.and((short) inputs[i])
                    .add(mask1.and((short) inputs[i + 1]))
                    .add(mask2.and((short) inputs[i + 2]))
                    .add(mask3.and((short) inputs[i + 3]))
                    .add(mask4.and((short) inputs[i + 4]));
            ByteVector with = without.add((short) inputs[i + 5]).reinterpretAsBytes();
            ByteVector bytes = without.reinterpretAsBytes();
            int at = to + group * TABLES;
            // The first half of each vector belongs there; the next vector is written over the other half.
            bytes.rearrange(lowFirst).intoArray(tables, at);
            with.rearrange(lowFirst).intoArray(tables, at + Wide.BLOCK);
            bytes.rearrange(highFirst).intoArray(tables, at + Wide.VECTOR);
            with.rearrange(highFirst).intoArray(tables, at + Wide.VECTOR + Wide.BLOCK);
        }
    }

    /** Two orders of the bytes of 16-bit numbers: low bytes before high bytes, and high bytes before low bytes. */
    private static byte[] halves() {
        byte[] halves = new byte[2 * Wide.VECTOR];
        for (int i = 0; i < Wide.VECTOR; i++) {
            halves[i] = (byte) (2 * (i % Wide.BLOCK) + i / Wide.BLOCK);
            halves[Wide.VECTOR + i] = (byte) (2 * (i % Wide.BLOCK) + 1 - i / Wide.BLOCK);
        }
        return halves;
    }

    /** Sums over a span of groups, from {@code group} on. */
    private void sum(Maps maps, Scratch scratch, int group, int block) {
        LookupMemory memory = scratch.lookups;
        int table = memory.tables + group * TABLES;
        sum(codes, codeAt(block, group), memory.bytes, table, Math.min(SPAN, groups - group), memory);
    }

    private void takeApart(Maps maps, Scratch scratch, int group, int block) {
        takeApart(scratch.lookups.shorts, scratch.lookups.narrow);
    }

    private void addTwice(Maps maps, Scratch scratch, int group, int block) {
        LookupMemory memory = scratch.lookups;
        addTwice(memory.shorts, memory.narrow, scratch.pixel.ints, PixelMemory.SUMS + block * OUTPUTS);
    }

    /** Sums over at most {@value #SPAN} groups, [vector][even bytes, odd bytes]. */
    private static void sum(byte[] codes, int code, byte[] tables, int table, int count, LookupMemory memory) {
        // Lanes of 16 bits sum, over low tables, the low byte plus 256 times the high byte, and the high byte alone.
        // High tables are summed as bytes. Each sum begins with a vector of its own: a shared vector would become an
        // object.
        short[] sums = memory.shorts;
        int zeros = memory.zeroShorts;
        ShortVector both0 = ShortVector.fromArray(Wide.SHORTS, sums, zeros);
        ShortVector both1 = ShortVector.fromArray(Wide.SHORTS, sums, zeros);
        ShortVector odd0 = ShortVector.fromArray(Wide.SHORTS, sums, zeros);
        ShortVector odd1 = ShortVector.fromArray(Wide.SHORTS, sums, zeros);
        ByteVector high0 = ByteVector.fromArray(Wide.BYTES, ZEROS, 0);
        ByteVector high1 = ByteVector.fromArray(Wide.BYTES, ZEROS, 0);
        for (int i = 0; i < count; i++) {
            ByteVector lowTable = ByteVector.fromArray(Wide.BYTES, tables, table + i * TABLES);
            ByteVector highTable = ByteVector.fromArray(Wide.BYTES, tables, table + i * TABLES + Wide.VECTOR);
            VectorShuffle<Byte> codes0 =
                    ByteVector.fromArray(Wide.BYTES, codes, code + i * OUTPUTS).toShuffle();
            VectorShuffle<Byte> codes1 = ByteVector.fromArray(Wide.BYTES, codes, code + i * OUTPUTS + Wide.VECTOR)
                    .toShuffle();
            ShortVector low0 = lowTable.rearrange(codes0).reinterpretAsShorts();
            ShortVector low1 = lowTable.rearrange(codes1).reinterpretAsShorts();
            both0 = both0.add(low0);
            both1 = both1.add(low1);
            odd0 = odd0.add(low0.lanewise(VectorOperators.LSHR, BITS_OF_BYTE));
            odd1 = odd1.add(low1.lanewise(VectorOperators.LSHR, BITS_OF_BYTE));
            high0 = high0.add(highTable.rearrange(codes0));
            high1 = high1.add(highTable.rearrange(codes1));
        }
        int to = memory.narrow;
        both0.intoArray(sums, to);
        odd0.intoArray(sums, to + Wide.BLOCK);
        high0.reinterpretAsShorts().intoArray(sums, to + 2 * Wide.BLOCK);
        both1.intoArray(sums, to + 3 * Wide.BLOCK);
        odd1.intoArray(sums, to + 4 * Wide.BLOCK);
        high1.reinterpretAsShorts().intoArray(sums, to + 5 * Wide.BLOCK);
    }

    /** Separates the 16-bit sums of even bytes from the sums of odd bytes, in place. */
    private static void takeApart(short[] sums, int from) {
        for (int vector = 0; vector < OUTPUTS / Wide.VECTOR; vector++) {
            int at = from + 3 * vector * Wide.BLOCK;
            ShortVector both = ShortVector.fromArray(Wide.SHORTS, sums, at);
            ShortVector odd = ShortVector.fromArray(Wide.SHORTS, sums, at + Wide.BLOCK);
            ShortVector high = ShortVector.fromArray(Wide.SHORTS, sums, at + 2 * Wide.BLOCK);
            both.sub(odd.lanewise(VectorOperators.LSHL, BITS_OF_BYTE))
                    .add(high.lanewise(VectorOperators.LSHL, BITS_OF_BYTE))
                    .intoArray(sums, at);
            odd.add(high.and((short) 0xFF00)).intoArray(sums, at + Wide.BLOCK);
        }
    }

    /** Adds twice the 16-bit sums to the 32-bit sums. */
    private static void addTwice(short[] sums, int from, int[] ints, int to) {
        for (int i = 0; i < OUTPUTS / Wide.BLOCK; i++) {
            IntVector both = ShortVector.fromArray(Wide.SHORTS, sums, from + (i / 2 * 3 + i % 2) * Wide.BLOCK)
                    .reinterpretAsInts();
            IntVector even = both.and(0xFFFF);
            IntVector odd = both.lanewise(VectorOperators.LSHR, Short.SIZE);
            int at = to + i * Wide.BLOCK;
            IntVector.fromArray(Wide.INTS, ints, at).add(even).add(even).intoArray(ints, at);
            IntVector.fromArray(Wide.INTS, ints, at + Wide.HALF)
                    .add(odd)
                    .add(odd)
                    .intoArray(ints, at + Wide.HALF);
        }
    }
}
