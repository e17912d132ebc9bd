package org.bitadapt.runtime.vector.channel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Rounding;
import org.bitadapt.runtime.vector.kernel.Stage;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * Turns sums into the output as {@code Requantization} does, where vectors are channels of a pixel. The floats of 32
 * channels are in the order even, odd.
 */
public final class ChannelsLastRequantization {
    private final Layer layer;
    /** The number of output channels, rounded up to whole blocks. */
    private final int channels;
    /** The multipliers in the order of the floats, 0 for channels that fill up a block. */
    private final float[] multipliers;

    private final float[] offsets;
    /** The bits of the largest code, as {@link Rounding} takes them. */
    private final int clamp;

    private final Stage[] ofSums;
    private final Stage[] ofFloats;

    /** Takes scale and offset of each output from the network. */
    public ChannelsLastRequantization(PackedNetwork network, Layer layer) {
        this.layer = layer;
        channels = Lanes.roundUp(layer.out().channels(), Wide.BLOCK);
        multipliers = ordered(network.multipliers(layer.number()));
        offsets = ordered(network.offsets(layer.number()));
        clamp = Rounding.clamp(layer);
        ofSums = stages(this::scale);
        ofFloats = stages(this::scaleFloats);
    }

    private float[] ordered(float[] ofChannels) {
        float[] all = new float[channels];
        for (int channel = 0; channel < ofChannels.length; channel++) {
            all[ordered(channel)] = ofChannels[channel];
        }
        return all;
    }

    /** The index of a channel among floats. */
    static int ordered(int channel) {
        int lane = channel % Wide.BLOCK;
        return channel - lane + lane % 2 * Wide.HALF + lane / 2;
    }

    private Stage[] stages(Stage scale) {
        Stage write = layer.givesCodes() ? this::writeCodes : this::writeValues;
        if (layer.addsCodes()) {
            return new Stage[] {scale, this::addCodes, write};
        }
        return layer.addsValues() ? new Stage[] {scale, this::addValues, write} : new Stage[] {scale, write};
    }

    /**
     * Writes outputs of a tile from its sums.
     *
     * @param tile the number of the tile in the strip at hand, see {@link LookupMemory#takeStrip}
     * @param pair the number of a group of 64 outputs, of which the last may be smaller
     */
    public void write(int tile, int pair, Maps maps, Scratch scratch) {
        write(ofSums, tile, pair, maps, scratch);
    }

    /** Writes outputs of a tile from exact sums that are floats. The tile is the whole strip at hand. */
    void writeFloats(int pair, Maps maps, Scratch scratch) {
        write(ofFloats, 0, pair, maps, scratch);
    }

    private void write(Stage[] stages, int tile, int pair, Maps maps, Scratch scratch) {
        int first = pair * Wide.BLOCKS;
        int end = Math.min(first + Wide.BLOCKS, channels / Wide.BLOCK);
        for (int block = first; block < end; block++) {
            Stage.runAll(stages, maps, scratch, tile, block);
        }
    }

    /** Turns a block's sums into floats, with scale and offset applied. */
    private void scale(Maps maps, Scratch scratch, int tile, int block) {
        LookupMemory memory = scratch.lookups;
        int pixels = memory.pixels(tile);
        int channel = block * Wide.BLOCK;
        FloatVector evenMultiplier = FloatVector.fromArray(Wide.FLOATS, multipliers, channel);
        FloatVector oddMultiplier = FloatVector.fromArray(Wide.FLOATS, multipliers, channel + Wide.HALF);
        FloatVector evenOffset = FloatVector.fromArray(Wide.FLOATS, offsets, channel);
        FloatVector oddOffset = FloatVector.fromArray(Wide.FLOATS, offsets, channel + Wide.HALF);
        int from = tile * LookupMemory.TILE_SUMS + block % Wide.BLOCKS * Wide.BLOCK;
        boolean spilled = memory.spilled[tile];
        int sofar = spilled ? memory.wide + from : memory.zeroInts;
        int step = spilled ? Wide.OUTPUTS : 0;
        for (int i = 0; i < pixels; i++) {
            int at = memory.narrow + from + i * Wide.OUTPUTS;
            ShortVector plus = ShortVector.fromArray(Wide.SHORTS, memory.shorts, at);
            int total = memory.tileTotals[tile * Wide.TILE + i];
            IntVector even = Lanes.even(plus).add(IntVector.fromArray(Wide.INTS, memory.ints, sofar + i * step));
            IntVector odd =
                    Lanes.odd(plus).add(IntVector.fromArray(Wide.INTS, memory.ints, sofar + i * step + Wide.HALF));
            Lanes.toFloat(even.add(even).sub(total))
                    .mul(evenMultiplier)
                    .add(evenOffset)
                    .intoArray(memory.values, i * Wide.BLOCK);
            Lanes.toFloat(odd.add(odd).sub(total))
                    .mul(oddMultiplier)
                    .add(oddOffset)
                    .intoArray(memory.values, i * Wide.BLOCK + Wide.HALF);
        }
    }

    private void scaleFloats(Maps maps, Scratch scratch, int tile, int block) {
        LookupMemory memory = scratch.lookups;
        int pixels = memory.pixels(tile);
        int from = block % Wide.BLOCKS * Wide.BLOCK;
        for (int half = 0; half < Wide.BLOCK; half += Wide.HALF) {
            FloatVector multiplier = FloatVector.fromArray(Wide.FLOATS, multipliers, block * Wide.BLOCK + half);
            FloatVector offset = FloatVector.fromArray(Wide.FLOATS, offsets, block * Wide.BLOCK + half);
            for (int i = 0; i < pixels; i++) {
                FloatVector.fromArray(Wide.FLOATS, memory.sums, from + i * Wide.OUTPUTS + half)
                        .mul(multiplier)
                        .add(offset)
                        .intoArray(memory.values, i * Wide.BLOCK + half);
            }
        }
    }

    private void addCodes(Maps maps, Scratch scratch, int tile, int block) {
        LookupMemory memory = scratch.lookups;
        int pixels = memory.pixels(tile);
        byte[] residual = maps.codes(layer.residualSlot());
        float scale = layer.convolution().residualScale();
        int step = layer.residualLayout().step();
        int from = memory.pixel(tile) * step + block * Wide.BLOCK;
        for (int i = 0; i < pixels; i++) {
            ShortVector codes = Wide.codes(residual, from + i * step);
            add(Lanes.toFloat(Lanes.even(codes)).mul(scale), memory.values, i * Wide.BLOCK);
            add(Lanes.toFloat(Lanes.odd(codes)).mul(scale), memory.values, i * Wide.BLOCK + Wide.HALF);
        }
    }

    private void addValues(Maps maps, Scratch scratch, int tile, int block) {
        LookupMemory memory = scratch.lookups;
        int pixels = memory.pixels(tile);
        float[] residual = maps.values(layer.residualSlot());
        int step = layer.residualLayout().step();
        int from = memory.pixel(tile) * step + block * Wide.BLOCK;
        for (int i = 0; i < pixels; i++) {
            int at = from + i * step;
            int to = i * Wide.BLOCK;
            add(FloatVector.fromArray(Wide.FLOATS, residual, at), memory.values, to);
            add(FloatVector.fromArray(Wide.FLOATS, residual, at + Wide.HALF), memory.values, to + Wide.HALF);
        }
    }

    private static void add(FloatVector more, float[] values, int at) {
        FloatVector.fromArray(Wide.FLOATS, values, at).add(more).intoArray(values, at);
    }

    private void writeCodes(Maps maps, Scratch scratch, int tile, int block) {
        LookupMemory memory = scratch.lookups;
        int pixels = memory.pixels(tile);
        byte[] out = maps.codes(layer.number());
        int step = layer.outLayout().step();
        int to = memory.pixel(tile) * step + block * Wide.BLOCK;
        for (int i = 0; i < pixels; i++) {
            int at = i * Wide.BLOCK;
            IntVector even = Rounding.codes(FloatVector.fromArray(Wide.FLOATS, memory.values, at), clamp);
            IntVector odd = Rounding.codes(FloatVector.fromArray(Wide.FLOATS, memory.values, at + Wide.HALF), clamp);
            even.or(odd.lanewise(VectorOperators.LSHL, 16))
                    .reinterpretAsShorts()
                    .convertShape(VectorOperators.S2B, Wide.CODES, 0)
                    .reinterpretAsBytes()
                    .intoArray(out, to + i * step);
        }
    }

    private void writeValues(Maps maps, Scratch scratch, int tile, int block) {
        LookupMemory memory = scratch.lookups;
        int pixels = memory.pixels(tile);
        float[] out = maps.values(layer.number());
        int step = layer.outLayout().step();
        int to = memory.pixel(tile) * step + block * Wide.BLOCK;
        for (int i = 0; i < pixels; i++) {
            System.arraycopy(memory.values, i * Wide.BLOCK, out, to + i * step, Wide.BLOCK);
        }
    }
}
