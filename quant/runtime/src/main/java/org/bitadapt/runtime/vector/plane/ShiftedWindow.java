package org.bitadapt.runtime.vector.plane;

import java.util.stream.Stream;
import jdk.incubator.vector.ShortVector;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/** A window of shifted planes, read in place; columns that left their row are masked. */
final class ShiftedWindow implements WindowColumns {
    private static final int CODE = 0xFF;
    private static final int DIFFERENCE = 0xFFFF;

    private final Layer layer;
    private final ShiftGrid grid;
    private final ShiftedPlanes planes;

    ShiftedWindow(Layer layer, ShiftGrid grid, ScratchSizes sizes) {
        this.layer = layer;
        this.grid = grid;
        planes = new ShiftedPlanes(layer, grid, sizes);
    }

    static ShiftGrid grid(Layer layer) {
        return new ShiftGrid(layer, layer.convolution().input() == 0 ? DIFFERENCE : CODE);
    }

    @Override
    public Stream<KernelCall> preparation() {
        return planes.preparation();
    }

    @Override
    public void run(Maps maps, Scratch scratch, int tile, int block) {
        int to = 0;
        int channels = layer.in().channels();
        for (int position = 0; position < layer.kernelPixels(); position++, to += channels * Lanes.TILE) {
            ShortVector mask = ShortVector.fromArray(Lanes.SHORTS, grid.masks(), grid.maskAt(position, tile));
            int at = planes.at(position, 0, tile);
            if (planes.isImage()) {
                fill(planes.image(maps), at, mask, scratch.tiles.floats, to);
            } else {
                fill(planes.codes(maps), at, mask, scratch.tiles.floats, to);
            }
        }
    }

    private void fill(short[] image, int from, ShortVector mask, float[] floats, int to) {
        int channels = layer.in().channels();
        int stride = planes.stride();
        for (int channel = 0; channel < channels; channel++) {
            ShortVector column = ShortVector.fromArray(Lanes.SHORTS, image, from + channel * stride);
            store(column.and(mask), floats, to + channel * Lanes.TILE);
        }
    }

    private void fill(byte[] codes, int from, ShortVector mask, float[] floats, int to) {
        int channels = layer.in().channels();
        int stride = planes.stride();
        for (int channel = 0; channel < channels; channel++) {
            ShortVector column = Lanes.codes(codes, from + channel * stride);
            store(column.and(mask), floats, to + channel * Lanes.TILE);
        }
    }

    static void store(ShortVector column, float[] floats, int at) {
        Lanes.toFloat(Lanes.evenSigned(column)).intoArray(floats, at);
        Lanes.toFloat(Lanes.oddSigned(column)).intoArray(floats, at + Lanes.HALF);
    }
}
