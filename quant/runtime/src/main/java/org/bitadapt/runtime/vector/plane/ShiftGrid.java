package org.bitadapt.runtime.vector.plane;

import java.util.Arrays;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;

/**
 * A convolution as sums of shifted planes: each position of the kernel reads, for all output pixels at once, one plane
 * from a fixed distance.
 *
 * <p>With step s the input is taken apart into phases: plane (a, b) holds rows {@code i * s + a} and columns {@code j *
 * s + b}. Kernel position (ky, kx) reads phase {@code ((ky - padding) mod s, (kx - padding) mod s)} shifted by the
 * quotients. All planes and the output have rows of the same width. That is the output's width, or more where an output
 * pixel would otherwise read the next row's start instead of the end of its own row; the output's surplus columns are
 * then dropped. Columns before the first and after the last are masked; rows before and after the image are zeros in
 * memory.
 */
public final class ShiftGrid {
    private final Layer layer;
    private final int step;
    private final int width;
    private final int[] phases;
    private final int rows;
    private final int margin;
    private final int reach;
    private final int[] phaseOf;
    private final int[] shiftOf;
    private final short[] masks;

    /**
     * Describes a convolution as sums of shifted planes.
     *
     * @param layer the convolution
     * @param inside the mask of columns inside a row: the bits that numbers of the planes have
     */
    public ShiftGrid(Layer layer, int inside) {
        this.layer = layer;
        step = layer.convolution().stride();
        int lastColumn = column(layer.convolution().kernelWidth() - 1);
        width = readsPastRows(lastColumn)
                ? layer.out().width() + lastColumn
                : layer.out().width();
        int lastRow = shift(layer.convolution().kernelHeight() - 1);
        rows = Math.max((layer.in().height() + step - 1) / step, layer.out().height() + Math.max(0, lastRow));
        margin = Math.max(0, -shift(0)) * (width + 1);
        reach = Math.max(0, lastRow) * width + Math.max(0, lastColumn);
        phases = distinctPhases();
        phaseOf = new int[layer.kernelPixels()];
        shiftOf = new int[layer.kernelPixels()];
        for (int position = 0; position < phaseOf.length; position++) {
            phaseOf[position] = Arrays.binarySearch(phases, phase(position));
            shiftOf[position] = shift(position / kernelWidth()) * width + column(position % kernelWidth());
        }
        masks = masks((short) inside);
    }

    /** Whether column {@code width} of some phase, which the last output pixel reads, is inside the input. */
    private boolean readsPastRows(int lastColumn) {
        boolean past = false;
        for (int kx = 0; kx < kernelWidth(); kx++) {
            int phase = Math.floorMod(kx - layer.convolution().padding(), step);
            past |= column(kx) > 0
                    && layer.out().width() * step + phase < layer.in().width();
        }
        return past && lastColumn > 0;
    }

    private int kernelWidth() {
        return layer.convolution().kernelWidth();
    }

    private int shift(int kernelOffset) {
        return Math.floorDiv(kernelOffset - layer.convolution().padding(), step);
    }

    private int column(int kx) {
        return shift(kx);
    }

    private int phase(int position) {
        int padding = layer.convolution().padding();
        return Math.floorMod(position / kernelWidth() - padding, step) * step
                + Math.floorMod(position % kernelWidth() - padding, step);
    }

    private int[] distinctPhases() {
        int[] all = new int[layer.kernelPixels()];
        Arrays.setAll(all, this::phase);
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    private short[] masks(short inside) {
        short[] all = new short[Math.multiplyExact(kernelWidth(), tiledPixels())];
        for (int kx = 0; kx < kernelWidth(); kx++) {
            // Lanes past the last pixel have masks too: in another tile that reads the same table they may be pixels.
            for (int pixel = 0; pixel < tiledPixels(); pixel++) {
                int column = pixel % width + column(kx);
                all[kx * tiledPixels() + pixel] = column >= 0 && column < width ? inside : 0;
            }
        }
        return all;
    }

    /**
     * Whether the grid reads the input's own planes: the step is 1, and the output has the input's rows and columns.
     */
    boolean readsInput() {
        return step == 1
                && width == layer.in().width()
                && layer.out().height() == layer.in().height();
    }

    /**
     * Whether the grid is worth its surplus columns, and no residual without surplus columns is added to the output.
     */
    public boolean suits() {
        boolean plain = layer.givesCodes() && layer.convolution().residual().isEmpty();
        return width == layer.out().width() || (plain && width < 2 * layer.out().width());
    }

    /** The number of columns of a row, surplus columns included. */
    public int width() {
        return width;
    }

    /** The number of output pixels, surplus columns included. */
    int pixels() {
        return layer.out().height() * width;
    }

    /** The number of tiles of the output pixels. */
    public int tiles() {
        return Lanes.tiles(pixels());
    }

    int tiledPixels() {
        return tiles() * Lanes.TILE;
    }

    /** The convolution's step. */
    public int step() {
        return step;
    }

    /** The phases that are read, each {@code row * step + column}. */
    int[] phases() {
        return phases;
    }

    /** The distance of copied planes, [phase][channel]. */
    int planeStride() {
        return Math.max(rows * width + margin, tiledPixels());
    }

    int plane(int phaseIndex, int channel) {
        return margin + (phaseIndex * layer.in().channels() + channel) * planeStride();
    }

    /** The length of all copied planes with their margins and the last tile's reach; fails if no array is so long. */
    int planesLength() {
        int planes = Math.multiplyExact(phases.length, layer.in().channels());
        return Math.addExact(Math.multiplyExact(planes, planeStride()), 2 * margin + reach + Lanes.TILE);
    }

    /** The phase that a kernel position reads, as an index into {@link #phases()}. */
    int phaseIndex(int position) {
        return phaseOf[position];
    }

    /** How far from an output pixel a kernel position reads. */
    int shiftOf(int position) {
        return shiftOf[position];
    }

    /** Masks of the columns inside the row. */
    public short[] masks() {
        return masks;
    }

    /** Where a kernel position's mask of a tile begins. */
    public int maskAt(int position, int tile) {
        return position % kernelWidth() * tiledPixels() + tile * Lanes.TILE;
    }
}
