package org.bitadapt.runtime.vector.plane;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/** The planes that a {@link ShiftGrid} reads: the input slot's own, or copies of them by phase. */
public final class ShiftedPlanes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
    private static final long EVEN_SHORTS = 0x0000_FFFF_0000_FFFFL;

    private final Layer layer;
    private final ShiftGrid grid;
    private final boolean image;
    private final boolean copies;
    /** The number of the copied planes among a single step's planes; -1 without a copy. */
    private final int own;
    /** The first even lanes of a tile, as many as a row of the grid or half of the tile has, then as many odd lanes. */
    private final VectorShuffle<Short> pairs;

    /** Finds the planes that a grid reads, and asks for copies where the input has others. */
    public ShiftedPlanes(Layer layer, ShiftGrid grid, ScratchSizes sizes) {
        this.layer = layer;
        this.grid = grid;
        image = layer.convolution().input() == 0;
        copies = image || !grid.readsInput() || layer.in().pixels() == 1;
        int half = Math.min(grid.width(), Lanes.HALF);
        pairs = VectorShuffle.fromOp(
                Lanes.SHORTS, i -> i < half ? 2 * i : Math.min(2 * (i - half) + 1, Lanes.TILE - 1));
        if (image) {
            own = sizes.ownImagePlanes(grid.planesLength());
        } else {
            own = copies ? sizes.ownCodePlanes(grid.planesLength()) : -1;
        }
    }

    /** The steps before planes are read: a copy, or none. */
    public Stream<KernelCall> preparation() {
        return copies ? Stream.of(this::prepare) : Stream.empty();
    }

    /** Copies the thread's share of the input's channels by phase. */
    private void prepare(Maps maps, Scratch scratch, Share share) {
        int end = share.to(layer.in().channels());
        for (int phase = 0; phase < grid.phases().length; phase++) {
            int row = grid.phases()[phase] / grid.step();
            int column = grid.phases()[phase] % grid.step();
            for (int channel = share.from(layer.in().channels()); channel < end; channel++) {
                int from = layer.inLayout().plane(channel) + row * layer.in().width() + column;
                copy(maps, from, row, column, grid.plane(phase, channel));
            }
        }
    }

    private void copy(Maps maps, int from, int firstRow, int firstColumn, int to) {
        int inWidth = layer.in().width();
        int rows = (layer.in().height() - firstRow + grid.step() - 1) / grid.step();
        int columns = Math.min(grid.width(), (inWidth - firstColumn + grid.step() - 1) / grid.step());
        int done = copyPairs(maps, from, rows, columns, to);
        int source = from + done * grid.step() * inWidth;
        int target = to + done * grid.width();
        for (int row = done; row < rows; row++) {
            if (image) {
                copyImage(maps.sums(0), source, maps.imagePlanes[own], target, columns, grid.step());
            } else {
                byte[] codes = maps.codes(layer.convolution().input());
                copyCodes(codes, source, maps.codePlanes[own], target, columns, grid.step());
            }
            source += grid.step() * inWidth;
            target += grid.width();
        }
    }

    /**
     * Copies every second pixel of rows by vectors, two at a time, for a step of 2; returns how many rows were copied.
     */
    private int copyPairs(Maps maps, int from, int rows, int columns, int to) {
        boolean suits = columns == grid.width() && (columns % Lanes.TILE == 0 || Lanes.HALF % columns == 0);
        if (image || grid.step() != 2 || !suits) {
            return 0;
        }
        byte[] source = maps.codes(layer.convolution().input());
        byte[] target = maps.codePlanes[own];
        int distance = 2 * layer.in().width();
        int row = 0;
        if (columns <= Lanes.HALF) {
            for (; (rows - row) * columns >= Lanes.TILE; row += 2) {
                int first = from + row * distance;
                copyPair(source, first, first + distance, pairs, target, to + row * columns);
            }
        } else {
            for (; row < rows; row++) {
                for (int column = 0; column < columns; column += Lanes.TILE) {
                    int first = from + row * distance + 2 * column;
                    copyPair(source, first, first + Lanes.TILE, pairs, target, to + row * columns + column);
                }
            }
        }
        return row;
    }

    /** Copies the even bytes of a tile of bytes and then the even bytes of another tile. */
    private static void copyPair(byte[] from, int left, int right, VectorShuffle<Short> order, byte[] to, int at) {
        IntVector low = Lanes.codes(from, left).reinterpretAsInts().and(0xFF);
        IntVector high = Lanes.codes(from, right).reinterpretAsInts().lanewise(VectorOperators.LSHL, 16);
        low.or(high)
                .reinterpretAsShorts()
                .rearrange(order)
                .convertShape(VectorOperators.S2B, Lanes.BYTES, 0)
                .reinterpretAsBytes()
                .intoArray(to, at);
    }

    private static void copyImage(int[] from, int source, short[] to, int target, int columns, int step) {
        for (int column = 0; column < columns; column++) {
            to[target + column] = (short) from[source + column * step];
        }
    }

    private static void copyCodes(byte[] from, int source, byte[] to, int target, int columns, int step) {
        if (step == 1) {
            System.arraycopy(from, source, to, target, columns);
            return;
        }
        int column = 0;
        if (step == 2) {
            for (; column + 8 <= columns && source + 2 * column + 16 <= from.length; column += 8) {
                long low = evenBytes((long) LONG.get(from, source + 2 * column));
                long high = evenBytes((long) LONG.get(from, source + 2 * column + 8));
                LONG.set(to, target + column, low | high << 32);
            }
        }
        for (; column < columns; column++) {
            to[target + column] = from[source + column * step];
        }
    }

    private static long evenBytes(long eight) {
        long pairs = eight & EVEN_BYTES;
        pairs = (pairs | pairs >>> 8) & EVEN_SHORTS;
        return (pairs | pairs >>> 16) & 0xFFFF_FFFFL;
    }

    boolean isImage() {
        return image;
    }

    /** The planes of codes; the image has shorts instead. */
    public byte[] codes(Maps maps) {
        return copies ? maps.codePlanes[own] : maps.codes(layer.convolution().input());
    }

    /** The planes of the image's differences from the zero point. */
    short[] image(Maps maps) {
        return maps.imagePlanes[own];
    }

    /** The distance of channels in the planes. */
    public int stride() {
        return copies ? grid.planeStride() : layer.inLayout().stride();
    }

    /** Where a kernel position reads the first pixel of a tile. */
    public int at(int position, int channel, int tile) {
        int plane = copies
                ? grid.plane(grid.phaseIndex(position), channel)
                : layer.inLayout().plane(channel);
        return plane + grid.shiftOf(position) + tile * Lanes.TILE;
    }
}
