package org.bitadapt.runtime.vector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The planes that a {@link ShiftGrid} reads: the input slot's own, or copies of them by phase. */
final class ShiftedPlanes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
    private static final long EVEN_SHORTS = 0x0000_FFFF_0000_FFFFL;

    private final Layer layer;
    private final ShiftGrid grid;
    private final boolean image;
    private final boolean copies;
    /** Which of the scratch memory's own planes. */
    private final int own;

    ShiftedPlanes(Layer layer, ShiftGrid grid, ScratchSizes sizes) {
        this.layer = layer;
        this.grid = grid;
        image = layer.convolution().input() == 0;
        copies = image || !grid.readsInput() || layer.in().pixels() == 1;
        if (image) {
            own = sizes.ownImagePlanes(grid.planesLength());
        } else {
            own = copies ? sizes.ownCodePlanes(grid.planesLength()) : -1;
        }
    }

    /** Whether the input is to be copied before the planes are read. */
    boolean copies() {
        return copies;
    }

    /** Copies the thread's share of the input's channels by phase. */
    void prepare(Maps maps, Scratch scratch) {
        int end = scratch.share.to(layer.in().channels());
        for (int phase = 0; phase < grid.phases().length; phase++) {
            int row = grid.phases()[phase] / grid.step();
            int column = grid.phases()[phase] % grid.step();
            for (int channel = scratch.share.from(layer.in().channels()); channel < end; channel++) {
                int from = layer.inLayout().plane(channel) + row * layer.in().width() + column;
                copy(maps, from, row, column, grid.plane(phase, channel));
            }
        }
    }

    private void copy(Maps maps, int from, int firstRow, int firstColumn, int to) {
        int inWidth = layer.in().width();
        int columns = Math.min(grid.width(), (inWidth - firstColumn + grid.step() - 1) / grid.step());
        int source = from;
        int target = to;
        for (int row = firstRow; row < layer.in().height(); row += grid.step()) {
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
            for (; column + 4 <= columns && source + 2 * column + 8 <= from.length; column += 4) {
                long eight = (long) LONG.get(from, source + 2 * column);
                INT.set(to, target + column, evenBytes(eight));
            }
        }
        for (; column < columns; column++) {
            to[target + column] = from[source + column * step];
        }
    }

    private static int evenBytes(long eight) {
        long pairs = eight & EVEN_BYTES;
        pairs = (pairs | pairs >>> 8) & EVEN_SHORTS;
        return (int) (pairs | pairs >>> 16);
    }

    boolean isImage() {
        return image;
    }

    /** The planes of codes; the image has shorts instead. */
    byte[] codes(Maps maps) {
        return copies ? maps.codePlanes[own] : maps.codes(layer.convolution().input());
    }

    /** The planes of the image's differences from the zero point. */
    short[] image(Maps maps) {
        return maps.imagePlanes[own];
    }

    /** Distance of channels. */
    int stride() {
        return copies ? grid.planeStride() : layer.inLayout().stride();
    }

    /** Where a kernel position reads the first pixel of a tile. */
    int at(int position, int channel, int tile) {
        int plane = copies
                ? grid.plane(grid.phaseIndex(position), channel)
                : layer.inLayout().plane(channel);
        return plane + grid.shiftOf(position) + tile * Lanes.TILE;
    }
}
