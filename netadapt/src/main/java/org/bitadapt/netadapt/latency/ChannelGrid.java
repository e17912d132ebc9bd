package org.bitadapt.netadapt.latency;

import java.io.Serializable;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The times of one geometry over channels: rows of input channels, each with its own output channels.
 *
 * <p>Between points the time is linear, along the outputs first and then along the inputs: bilinear where the points
 * make a rectangle, exact at the points. Beyond the points the time is not known.
 */
final class ChannelGrid implements Serializable {

    private static final long serialVersionUID = 1;

    private final NavigableMap<Integer, NavigableMap<Integer, Double>> rows = new TreeMap<>();

    void put(int inputs, int outputs, double micros) {
        rows.computeIfAbsent(inputs, absent -> new TreeMap<>()).put(outputs, micros);
    }

    OptionalDouble at(int inputs, int outputs) {
        Map.Entry<Integer, Double> below = nearest(rows.headMap(inputs, true).descendingMap(), outputs);
        Map.Entry<Integer, Double> above = nearest(rows.tailMap(inputs, true), outputs);
        return between(below, above, inputs);
    }

    /** The time at {@code outputs} in the first row whose points reach that number of outputs. */
    private static Map.Entry<Integer, Double> nearest(
            NavigableMap<Integer, NavigableMap<Integer, Double>> candidates, int outputs) {
        for (Map.Entry<Integer, NavigableMap<Integer, Double>> row : candidates.entrySet()) {
            NavigableMap<Integer, Double> times = row.getValue();
            OptionalDouble time = between(times.floorEntry(outputs), times.ceilingEntry(outputs), outputs);
            if (time.isPresent()) {
                return Map.entry(row.getKey(), time.getAsDouble());
            }
        }
        return null;
    }

    private static OptionalDouble between(
            Map.Entry<Integer, Double> below, Map.Entry<Integer, Double> above, int position) {
        if (below == null || above == null) {
            return OptionalDouble.empty();
        }
        int from = below.getKey();
        int to = above.getKey();
        double share = from == to ? 0 : (position - from) / (double) (to - from);
        return OptionalDouble.of(below.getValue() + share * (above.getValue() - below.getValue()));
    }

    /** The channels that are known, such as {@code 8..64 to 16..128}; where rows differ, the outputs of all rows. */
    @Override
    public String toString() {
        int least =
                rows.values().stream().mapToInt(NavigableMap::firstKey).min().orElse(0);
        int most = rows.values().stream().mapToInt(NavigableMap::lastKey).max().orElse(0);
        return rows.firstKey() + ".." + rows.lastKey() + " to " + least + ".." + most;
    }
}
