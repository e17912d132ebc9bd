package org.bitadapt.runtime.vector.plane;

import java.util.Arrays;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Rounding;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.kernel.Stage;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.memory.TileMemory;

/**
 * Turns a tile's 32-bit sums into the output by scale, offset, residual, and for codes the clamp and rounding, in the
 * order that {@link org.bitadapt.runtime.format.Convolution} fixes.
 */
public final class Requantization {
    private final Layer layer;
    private final float[] multipliers;
    private final float[] offsets;
    /** The bits of the largest code, as {@link Rounding} takes them. */
    private final int clamp;

    private final Stage[] stages;
    /** The number of pixels of the output's planes, surplus columns included. */
    private final int pixels;
    /** The number of columns of the output's planes, surplus columns included. */
    private final int width;

    /** All ones for a tile, then all zeros: loading from {@code TILE - n} keeps n pixels. */
    private static final short[] KEEP = keep();

    /** Makes the output from tiles of the layer's own pixels. */
    public Requantization(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this(network, layer, layer.out().width(), sizes);
    }

    /** Makes the output from tiles of a grid's pixels; surplus columns are dropped at the image's end. */
    public Requantization(PackedNetwork network, Layer layer, ShiftGrid grid, ScratchSizes sizes) {
        this(network, layer, grid.width(), sizes);
        if (isWide()) {
            sizes.wideRows(Math.multiplyExact(layer.out().channels(), tiles() * Lanes.TILE));
        }
    }

    private Requantization(PackedNetwork network, Layer layer, int width, ScratchSizes sizes) {
        this.layer = layer;
        this.width = width;
        pixels = layer.out().height() * width;
        multipliers = network.multipliers(layer.number());
        offsets = network.offsets(layer.number());
        clamp = Rounding.clamp(layer);
        stages = choose();
        sizes.outputChannels(layer.out().channels());
    }

    /** The number of tiles of the output's pixels, surplus columns included. */
    public int tiles() {
        return Lanes.tiles(pixels);
    }

    private boolean isWide() {
        return width != layer.out().width();
    }

    private static short[] keep() {
        short[] keep = new short[2 * Lanes.TILE];
        Arrays.fill(keep, 0, Lanes.TILE, (short) -1);
        return keep;
    }

    /** The kernels that write the outputs of a tile from the scratch memory's accumulators. */
    public Stage[] stages() {
        return stages;
    }

    /**
     * The kernels that write the outputs of a tile from its 16-bit sums of the inputs with weight +1: in one pass where
     * there is no residual. With a residual, one pass would be slower than two.
     */
    public Stage[] stagesOfSums() {
        if (layer.givesCodes() && layer.convolution().residual().isEmpty()) {
            return new Stage[] {this::writeSums};
        }
        // The scaling of 16-bit sums replaces the scaling of accumulators, which comes first.
        return Stream.concat(Stream.of(this::scaleSums), Arrays.stream(stages).skip(1))
                .toArray(Stage[]::new);
    }

    private Stage[] choose() {
        if (layer.addsCodes()) {
            return layer.givesCodes()
                    ? new Stage[] {this::scale, this::writeSumsOfCodes}
                    : new Stage[] {this::scale, this::addCodes, this::writeValues};
        }
        if (layer.addsValues()) {
            return layer.givesCodes()
                    ? new Stage[] {this::scale, this::addValues, this::writeScaledCodes}
                    : new Stage[] {this::scale, this::addValues, this::writeValues};
        }
        return layer.givesCodes() ? new Stage[] {this::writeCodes} : new Stage[] {this::scale, this::writeValues};
    }

    /** The steps after the last tile. */
    public Stream<KernelCall> completion() {
        return isWide() ? Stream.of(this::narrow) : Stream.empty();
    }

    /** Drops the surplus columns with which rows were written, and moves the rows together. */
    private void narrow(Maps maps, Scratch scratch, Share share) {
        int end = share.to(multipliers.length);
        for (int output = share.from(multipliers.length); output < end; output++) {
            int from = output * tiles() * Lanes.TILE;
            int to = layer.outLayout().plane(output);
            for (int row = 0;
                    row < layer.out().height();
                    row++, from += width, to += layer.out().width()) {
                System.arraycopy(
                        maps.wideRows,
                        from,
                        maps.codes(layer.number()),
                        to,
                        layer.out().width());
            }
        }
    }

    /** Writes codes straight from the sums. */
    private void writeCodes(Maps maps, Scratch scratch, int tile, int block) {
        TileMemory memory = scratch.tiles;
        int end = memory.endOutput();
        byte[] out = isWide() ? maps.wideRows : maps.codes(layer.number());
        int stride = isWide() ? tiles() * Lanes.TILE : layer.outLayout().stride();
        int to = (isWide() ? 0 : layer.outLayout().plane(0)) + tile * Lanes.TILE + memory.firstOutput() * stride;
        ShortVector keep = keep(tile);
        for (int output = memory.firstOutput(); output < end; output++, to += stride) {
            int at = memory.accumulators() + output * Lanes.TILE;
            FloatVector even = scaled(memory.ints, at, output);
            FloatVector odd = scaled(memory.ints, at + Lanes.HALF, output);
            store(even, odd, keep, out, to);
        }
    }

    /** Writes codes straight from the 16-bit sums. */
    private void writeSums(Maps maps, Scratch scratch, int tile, int block) {
        TileMemory memory = scratch.tiles;
        int end = memory.endOutput();
        boolean spilled = memory.spilled();
        byte[] out = isWide() ? maps.wideRows : maps.codes(layer.number());
        int stride = isWide() ? tiles() * Lanes.TILE : layer.outLayout().stride();
        int to = (isWide() ? 0 : layer.outLayout().plane(0)) + tile * Lanes.TILE + memory.firstOutput() * stride;
        ShortVector keep = keep(tile);
        int step = spilled ? Lanes.TILE : 0;
        int sofar = spilled ? memory.accumulators() : TileMemory.ZERO_INTS;
        for (int output = memory.firstOutput(); output < end; output++, to += stride) {
            ShortVector sums = ShortVector.fromArray(Lanes.SHORTS, memory.shorts, memory.sums() + output * Lanes.TILE);
            int at = sofar + output * step;
            FloatVector even = weighed(Lanes.even(sums), memory.ints, at, memory.totals(), output);
            FloatVector odd =
                    weighed(Lanes.odd(sums), memory.ints, at + Lanes.HALF, memory.totals() + Lanes.HALF, output);
            store(even, odd, keep, out, to);
        }
    }

    /** The float {@code (2 plus - total) * multiplier + offset}. */
    private FloatVector weighed(IntVector span, int[] ints, int sofar, int totals, int output) {
        IntVector plus = span.add(IntVector.fromArray(Lanes.INTS, ints, sofar));
        return Lanes.toFloat(plus.add(plus).sub(IntVector.fromArray(Lanes.INTS, ints, totals)))
                .mul(multipliers[output])
                .add(offsets[output]);
    }

    /** Turns 16-bit sums into floats, with scale and offset applied. */
    private void scaleSums(Maps maps, Scratch scratch, int tile, int block) {
        TileMemory memory = scratch.tiles;
        int end = memory.endOutput();
        boolean spilled = memory.spilled();
        int step = spilled ? Lanes.TILE : 0;
        int sofar = spilled ? memory.accumulators() : TileMemory.ZERO_INTS;
        for (int output = memory.firstOutput(); output < end; output++) {
            int to = output * Lanes.TILE;
            ShortVector sums = ShortVector.fromArray(Lanes.SHORTS, memory.shorts, memory.sums() + to);
            int at = sofar + output * step;
            weighed(Lanes.even(sums), memory.ints, at, memory.totals(), output).intoArray(memory.values, to);
            weighed(Lanes.odd(sums), memory.ints, at + Lanes.HALF, memory.totals() + Lanes.HALF, output)
                    .intoArray(memory.values, to + Lanes.HALF);
        }
    }

    /** Turns 32-bit sums into floats, with scale and offset applied. */
    private void scale(Maps maps, Scratch scratch, int tile, int block) {
        TileMemory memory = scratch.tiles;
        int end = memory.endOutput();
        for (int output = memory.firstOutput(); output < end; output++) {
            int at = memory.accumulators() + output * Lanes.TILE;
            int to = output * Lanes.TILE;
            scaled(memory.ints, at, output).intoArray(memory.values, to);
            scaled(memory.ints, at + Lanes.HALF, output).intoArray(memory.values, to + Lanes.HALF);
        }
    }

    private void addCodes(Maps maps, Scratch scratch, int tile, int block) {
        TileMemory memory = scratch.tiles;
        int end = memory.endOutput();
        byte[] residual = maps.codes(layer.residualSlot());
        float scale = layer.convolution().residualScale();
        int from = layer.residualLayout().plane(memory.firstOutput()) + tile * Lanes.TILE;
        for (int output = memory.firstOutput();
                output < end;
                output++, from += layer.residualLayout().stride()) {
            int at = output * Lanes.TILE;
            IntVector codes = Lanes.codes(residual, from).reinterpretAsInts();
            add(even(codes, scale), memory.values, at);
            add(odd(codes, scale), memory.values, at + Lanes.HALF);
        }
    }

    /** Writes codes of the sums of floats and a residual's codes. */
    private void writeSumsOfCodes(Maps maps, Scratch scratch, int tile, int block) {
        TileMemory memory = scratch.tiles;
        int end = memory.endOutput();
        byte[] residual = maps.codes(layer.residualSlot());
        float scale = layer.convolution().residualScale();
        int from = layer.residualLayout().plane(memory.firstOutput()) + tile * Lanes.TILE;
        byte[] out = maps.codes(layer.number());
        int to = layer.outLayout().plane(memory.firstOutput()) + tile * Lanes.TILE;
        ShortVector keep = keep(tile);
        for (int output = memory.firstOutput(); output < end; output++) {
            int at = output * Lanes.TILE;
            IntVector codes = Lanes.codes(residual, from).reinterpretAsInts();
            store(
                    FloatVector.fromArray(Lanes.FLOATS, memory.values, at).add(even(codes, scale)),
                    FloatVector.fromArray(Lanes.FLOATS, memory.values, at + Lanes.HALF)
                            .add(odd(codes, scale)),
                    keep,
                    out,
                    to);
            from += layer.residualLayout().stride();
            to += layer.outLayout().stride();
        }
    }

    private void addValues(Maps maps, Scratch scratch, int tile, int block) {
        TileMemory memory = scratch.tiles;
        int end = memory.endOutput();
        float[] residual = maps.values(layer.residualSlot());
        int from = layer.residualLayout().plane(memory.firstOutput()) + tile * Lanes.TILE;
        for (int output = memory.firstOutput();
                output < end;
                output++, from += layer.residualLayout().stride()) {
            int at = output * Lanes.TILE;
            add(FloatVector.fromArray(Lanes.FLOATS, residual, from), memory.values, at);
            add(FloatVector.fromArray(Lanes.FLOATS, residual, from + Lanes.HALF), memory.values, at + Lanes.HALF);
        }
    }

    /** The even codes of a tile of shorts, scaled. */
    private static FloatVector even(IntVector codes, float scale) {
        return Lanes.toFloat(codes.and(0xFF)).mul(scale);
    }

    private static FloatVector odd(IntVector codes, float scale) {
        return Lanes.toFloat(codes.lanewise(VectorOperators.LSHR, 16).and(0xFF)).mul(scale);
    }

    private static void add(FloatVector values, float[] to, int at) {
        FloatVector.fromArray(Lanes.FLOATS, to, at).add(values).intoArray(to, at);
    }

    private void writeScaledCodes(Maps maps, Scratch scratch, int tile, int block) {
        TileMemory memory = scratch.tiles;
        int end = memory.endOutput();
        byte[] out = maps.codes(layer.number());
        int to = layer.outLayout().plane(memory.firstOutput()) + tile * Lanes.TILE;
        ShortVector keep = keep(tile);
        for (int output = memory.firstOutput();
                output < end;
                output++, to += layer.outLayout().stride()) {
            int at = output * Lanes.TILE;
            FloatVector even = FloatVector.fromArray(Lanes.FLOATS, memory.values, at);
            FloatVector odd = FloatVector.fromArray(Lanes.FLOATS, memory.values, at + Lanes.HALF);
            store(even, odd, keep, out, to);
        }
    }

    private void writeValues(Maps maps, Scratch scratch, int tile, int block) {
        TileMemory memory = scratch.tiles;
        int end = memory.endOutput();
        float[] out = maps.values(layer.number());
        for (int output = memory.firstOutput(); output < end; output++) {
            System.arraycopy(
                    memory.values,
                    output * Lanes.TILE,
                    out,
                    layer.outLayout().plane(output) + tile * Lanes.TILE,
                    Lanes.TILE);
        }
    }

    private FloatVector scaled(int[] accumulators, int at, int output) {
        return Lanes.toFloat(IntVector.fromArray(Lanes.INTS, accumulators, at))
                .mul(multipliers[output])
                .add(offsets[output]);
    }

    private ShortVector keep(int tile) {
        int kept = Math.min(Lanes.TILE, pixels - tile * Lanes.TILE);
        return ShortVector.fromArray(Lanes.SHORTS, KEEP, Lanes.TILE - kept);
    }

    private void store(FloatVector even, FloatVector odd, ShortVector keep, byte[] out, int at) {
        IntVector both =
                Rounding.codes(even, clamp).or(Rounding.codes(odd, clamp).lanewise(VectorOperators.LSHL, 16));
        both.reinterpretAsShorts()
                .and(keep)
                .convertShape(VectorOperators.S2B, Lanes.BYTES, 0)
                .reinterpretAsBytes()
                .intoArray(out, at);
    }
}
