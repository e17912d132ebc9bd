package org.bitadapt.netadapt.energy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How tiles share out a layer: each computes some filters, some output rows and some images.
 *
 * @param filters the numbers of filters of a tile
 * @param rows the output rows of a tile
 * @param images the images of a tile
 */
record TileSplit(int filters, int rows, int images) {

    /** The splits over all tiles. Where filters, rows or images are fewer than their tiles, some tiles rest. */
    static List<TileSplit> of(Geometry layer, int tiles) {
        Set<TileSplit> splits = new LinkedHashSet<>();
        for (int byFilters = 1; byFilters <= tiles; byFilters++) {
            for (int byRows = 1; byRows <= tiles / byFilters; byRows++) {
                if (tiles % (byFilters * byRows) == 0) {
                    splits.add(new TileSplit(
                            Division.ceil(layer.filters(), byFilters),
                            Division.ceil(layer.outHeight(), byRows),
                            Division.ceil(layer.images(), tiles / byFilters / byRows)));
                }
            }
        }
        return List.copyOf(splits);
    }

    /** The tiles that read the same inputs. */
    int readersOfInput(Geometry layer) {
        return Division.ceil(layer.filters(), filters);
    }

    /** The tiles that read the same weights. */
    int readersOfWeight(Geometry layer) {
        return Division.ceil(layer.outHeight(), rows) * Division.ceil(layer.images(), images);
    }
}
