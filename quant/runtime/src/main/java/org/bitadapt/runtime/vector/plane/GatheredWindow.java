package org.bitadapt.runtime.vector.plane;

import jdk.incubator.vector.ShortVector;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;

/** A window that is gathered pixel by pixel, for any step and any padding. */
final class GatheredWindow implements WindowColumns {
    private final Windows windows;

    GatheredWindow(Layer layer, ScratchSizes sizes) {
        windows = new Windows(layer, 1);
        sizes.columns(windows.count());
    }

    @Override
    public void run(Maps maps, Scratch scratch, int tile, int block) {
        windows.fill(maps, tile, scratch.tiles.columns);
        for (int at = 0; at < windows.count() * Lanes.TILE; at += Lanes.TILE) {
            ShortVector column = ShortVector.fromArray(Lanes.SHORTS, scratch.tiles.columns, at);
            ShiftedWindow.store(column, scratch.tiles.floats, at);
        }
    }
}
