package org.bitadapt.netadapt.resource;

import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;

/**
 * Which feature maps have to be in memory at each step: the maps that were written before and are read at the step or
 * later, and the map that the step writes.
 *
 * <p>Pixels and codes take a byte a value, sums of codes and floats four. Dropout hands its map on. O(steps).
 */
final class LiveMaps {

    private final LoweredNetwork network;
    private final int[] storage;
    private final int[] lastReader;

    LiveMaps(LoweredNetwork network) {
        this.network = network;
        this.storage = IntStream.range(0, network.maps().size()).toArray();
        this.lastReader = new int[network.maps().size()];
        List<Step> steps = network.steps();
        for (int i = 0; i < steps.size(); i++) {
            read(steps.get(i), i);
        }
    }

    private void read(Step step, int position) {
        int input = storage[step.input().index()];
        if (step instanceof Step.Drop) {
            storage[step.output().index()] = input;
            return;
        }
        lastReader[input] = position;
        lastReader[storage[step.output().index()]] = position;
        if (step instanceof Step.Product product) {
            product.residual().ifPresent(map -> lastReader[storage[map.index()]] = position);
        }
    }

    /** The largest sum of the bytes alive at one step. */
    long peakBytes() {
        List<FeatureMap> maps = network.maps();
        long[] ending = new long[network.steps().size()];
        ending[lastReader[0]] += bytes(maps.get(0));
        long alive = bytes(maps.get(0));
        long peak = alive;
        for (int i = 0; i < ending.length; i++) {
            Step step = network.steps().get(i);
            if (!(step instanceof Step.Drop)) {
                long written = bytes(step.output());
                alive += written;
                ending[lastReader[step.output().index()]] += written;
            }
            peak = Math.max(peak, alive);
            alive -= ending[i];
        }
        return peak;
    }

    private static long bytes(FeatureMap map) {
        long size = map.shape().size();
        return switch (map.kind()) {
            case PIXELS, CODES -> size;
            case MEAN_CODES, FLOATS -> size * Float.BYTES;
        };
    }
}
