package org.bitadapt.runtime.vector.lookup;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.vector.channel.ChannelsLastRequantization;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.LookupSizes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * A convolution with weights of sign planes whose maps have the channels last: for each input pixel and five of its channels the
 * 32 sums of subsets of their codes fill a vector. One permutation of this vector by the weights of 32 outputs looks up
 * what each output adds. The sums of four pixels and 64 outputs stay in registers.
 *
 * <p>Tables in registers, looked up by the weights, come from T-MAC (Wei et al., EuroSys 2025); here sums have 16 bits
 * and are not rounded. An output is {@code 2 plus - total}, with {@code plus} the sum of the inputs of weight +1 and
 * {@code total} the sum of all inputs, as everywhere in this engine. Planes look up the same tables, see
 * {@link LookupPlanes}.
 */
public final class ChannelsLastLookupConvolution implements KernelCall {
    private static final int MAX_SUM = 0xFFFF;

    private final LookupGeometry geometry;
    private final Layer layer;
    private final LookupTables tables;
    private final LookupCodes codes;
    private final int planes;
    private final ChannelsLastRequantization output;

    /** Packs the weights of a layer that {@link #suits} accepts, and asks for memory. */
    public ChannelsLastLookupConvolution(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this.layer = layer;
        geometry = new LookupGeometry(layer);
        tables = new LookupTables(geometry);
        planes = layer.convolution().planes();
        codes = new LookupCodes(geometry, layer.planes(network));
        output = new ChannelsLastRequantization(network, layer);
        ask(sizes.lookups);
    }

    private void ask(LookupSizes sizes) {
        sizes.tiles(geometry.tiles(), layer.convolution().kernelHeight());
        sizes.tables(geometry.ringBytes());
        sizes.codes(LookupCodes.unpackedBytes(geometry));
        sizes.columns(geometry.columns);
        sizes.windows(geometry.ringRows, layer.out().width(), geometry.chunks);
        sizes.calls(geometry.calls());
        if (planes > 1) {
            sizes.planeSums(geometry.tiles());
        }
    }

    /** Whether a layer has weights of sign planes over codes, and can be computed by lookups in bounded memory. */
    public static boolean suits(Layer layer) {
        return layer.inLayout().type() == ElementType.U8
                && layer.convolution().weightType() != WeightType.INT8
                && LookupGeometry.suits(layer);
    }

    /** The number of products that lookups compute for a layer, those that fill up groups and blocks included. */
    public static double products(Layer layer) {
        return (double) layer.out().pixels()
                * layer.kernelPixels()
                * LookupGeometry.groupsOf(layer.in().channels())
                * LookupGeometry.GROUP_INPUTS
                * Lanes.roundUp(layer.out().channels(), Wide.OUTPUTS);
    }

    /** Runs this thread's share: strips where each thread can have some, else outputs. */
    @Override
    public void run(Maps maps, Scratch scratch, Share share) {
        int strips = geometry.strips();
        if (strips >= share.parts()) {
            run(maps, scratch, share.from(strips), share.to(strips), 0, geometry.pairs);
        } else {
            run(maps, scratch, 0, strips, share.from(geometry.pairs), share.to(geometry.pairs));
        }
    }

    private void run(Maps maps, Scratch scratch, int fromStrip, int toStrip, int fromPair, int toPair) {
        if (fromPair == toPair) {
            return;
        }
        LookupMemory memory = scratch.lookups;
        tables.clearPadding(memory);
        int built = 0;
        for (int strip = fromStrip; strip < toStrip; strip++) {
            built = buildTables(strip, built, maps, memory);
            locate(strip, memory);
            decideSpills(strip, memory);
            memory.takeStrip(strip * geometry.rows * layer.out().width(), geometry.pixels(strip));
            for (int pair = fromPair; pair < toPair; pair++) {
                sumPlanes(strip, pair, memory);
                for (int tile = 0; tile < geometry.tiles(strip); tile++) {
                    output.write(tile, pair, maps, scratch);
                }
            }
        }
    }

    /**
     * Builds the tables of the rows that a strip reads, but for rows before {@code built}; returns the end of built
     * rows.
     */
    private int buildTables(int strip, int built, Maps maps, LookupMemory memory) {
        int stride = layer.convolution().stride();
        int padding = layer.convolution().padding();
        int kernel = layer.convolution().kernelHeight();
        int first = strip * geometry.rows;
        int last = Math.min(first + geometry.rows, layer.out().height()) - 1;
        int end = Math.min(last * stride - padding + kernel, layer.in().height());
        for (int row = Math.max(built, first * stride - padding); row < end; row++) {
            if ((row + padding) % stride < kernel) {
                tables.buildRow(row, maps, memory);
            }
        }
        return Math.max(built, end);
    }

    /** Finds where each pixel of a strip reads, and the sum of the pixel's window. */
    private void locate(int strip, LookupMemory memory) {
        int kernel = layer.convolution().kernelHeight();
        int pixels = geometry.pixels(strip);
        int zeros = memory.tables + geometry.zerosAt();
        Arrays.fill(memory.tileTotals, 0, pixels, 0);
        Arrays.fill(memory.sources, 0, geometry.tiles(strip) * kernel * Wide.TILE, zeros);
        for (int ky = 0; ky < kernel; ky++) {
            int y = strip * geometry.rows;
            for (int i = 0; i < pixels; i += layer.out().width(), y++) {
                int row = inputRow(y, ky);
                if (row >= 0 && row < layer.in().height()) {
                    locateRow(row, ky, i, memory);
                }
            }
        }
        int largest = layer.convolution().largestWeight();
        for (int i = 0; i < pixels && largest > 1; i++) {
            memory.tileTotals[i] *= largest;
        }
    }

    private int inputRow(int y, int ky) {
        return y * layer.convolution().stride() - layer.convolution().padding() + ky;
    }

    private void locateRow(int row, int ky, int first, LookupMemory memory) {
        int kernel = layer.convolution().kernelHeight();
        int width = layer.out().width();
        int step = layer.convolution().stride() * geometry.pixelBytes();
        int source = memory.tables + geometry.rowAt(row);
        int window = geometry.ringRow(row) * width;
        int at = (first / Wide.TILE * kernel + ky) * Wide.TILE + first % Wide.TILE;
        for (int x = 0; x < width; x++, source += step) {
            memory.sources[at++] = source;
            if (at % Wide.TILE == 0) {
                at += (kernel - 1) * Wide.TILE;
            }
        }
        for (int x = 0; x < width; x++) {
            memory.tileTotals[first + x] += memory.windows[window + x];
        }
    }

    /**
     * Decides which calls first add the 16-bit sums to the 32-bit ones. 16-bit sums are unsigned, and none exceeds the
     * sum of all inputs so far.
     */
    private void decideSpills(int strip, LookupMemory memory) {
        int sofar = 0;
        for (int call = 0; call < geometry.calls(); call++) {
            int more = largest(strip, call, memory);
            sofar += more;
            memory.spills[call] = sofar > MAX_SUM;
            if (sofar > MAX_SUM) {
                sofar = more;
            }
        }
    }

    /** The most that a call adds to a pixel of a strip. */
    private int largest(int strip, int call, LookupMemory memory) {
        int kernel = layer.convolution().kernelHeight();
        int end = Math.min((strip + 1) * geometry.rows, layer.out().height());
        int largest = 0;
        for (int y = strip * geometry.rows; y < end; y++) {
            int row = inputRow(y, call % kernel);
            if (row >= 0 && row < layer.in().height()) {
                int chunk = geometry.ringRow(row) * geometry.chunks + call / kernel;
                largest = Math.max(largest, memory.largest[chunk]);
            }
        }
        return largest;
    }

    /** Sums plane by plane; totals stand for all planes. */
    private void sumPlanes(int strip, int pair, LookupMemory memory) {
        int tiles = geometry.tiles(strip);
        int last = planes - 1;
        if (last > 0) {
            Arrays.fill(memory.planeSums, 0, tiles * LookupMemory.TILE_SUMS, 0);
        }
        for (int plane = 0; plane < last; plane++) {
            sum(strip, pair, plane, memory);
            for (int tile = 0; tile < tiles; tile++) {
                LookupPlanes.fold(tile, memory);
            }
        }
        sum(strip, pair, last, memory);
        for (int tile = 0; last > 0 && tile < tiles; tile++) {
            LookupPlanes.finish(tile, memory);
        }
    }

    private void sum(int strip, int pair, int plane, LookupMemory memory) {
        int kernel = layer.convolution().kernelHeight();
        int tiles = geometry.tiles(strip);
        Arrays.fill(memory.spilled, 0, tiles, false);
        for (int call = 0; call < geometry.calls(); call++) {
            codes.unpack(pair, plane, call, memory.bytes);
            int chunk = call / kernel * geometry.chunkBytes();
            for (int tile = 0; tile < tiles; tile++) {
                if (memory.spills[call]) {
                    spill(tile, memory);
                }
                boolean begins = call == 0 || memory.spills[call];
                int sums = memory.narrow + tile * LookupMemory.TILE_SUMS;
                int source = (tile * kernel + call % kernel) * Wide.TILE;
                int sofar = begins ? memory.zeroShorts : sums;
                LookupKernel.add(memory, source, chunk, geometry.steps(), sofar, sums);
            }
        }
    }

    /** Adds a tile's 16-bit sums to its 32-bit sums, or starts the 32-bit sums with them. */
    private static void spill(int tile, LookupMemory memory) {
        int from = tile * LookupMemory.TILE_SUMS;
        int step = memory.spilled[tile] ? Wide.BLOCK : 0;
        int sofar = memory.spilled[tile] ? memory.wide + from : memory.zeroInts;
        memory.spilled[tile] = true;
        addWide(memory.shorts, memory.narrow + from, memory.ints, sofar, step, memory.wide + from);
    }

    private static void addWide(short[] sums, int from, int[] ints, int sofar, int step, int to) {
        for (int i = 0; i < LookupMemory.TILE_SUMS / Wide.BLOCK; i++) {
            IntVector both = ShortVector.fromArray(Wide.SHORTS, sums, from + i * Wide.BLOCK)
                    .reinterpretAsInts();
            both.and(0xFFFF)
                    .add(IntVector.fromArray(Wide.INTS, ints, sofar + i * step))
                    .intoArray(ints, to + i * Wide.BLOCK);
            both.lanewise(VectorOperators.LSHR, Short.SIZE)
                    .add(IntVector.fromArray(Wide.INTS, ints, sofar + i * step + Wide.HALF))
                    .intoArray(ints, to + i * Wide.BLOCK + Wide.HALF);
        }
    }
}
