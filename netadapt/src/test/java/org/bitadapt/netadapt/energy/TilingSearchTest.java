package org.bitadapt.netadapt.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bitadapt.netadapt.energy.LoopNest.Operands;
import org.bitadapt.netadapt.energy.LoopNest.Rule;
import org.bitadapt.netadapt.energy.LoopNest.Trips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search against loops that are really run, over all sizes of tiles and all orders. */
class TilingSearchTest {

    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    /** The loops on which weights, inputs and sums depend: 0 channels, 1 filters, 2 batch. */
    private static final int[][] DEPENDS = {{0, 1}, {0, 2}, {1, 2}};

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theBestTilingIsThatOfLoopsThatAreRun(int seed) {
        Random random = new Random(seed);
        // Loops of which every divisor is a size that the search tries.
        int[] lengths = {2, 3, 4, 6, 8};
        Trips passes = new Trips(
                lengths[random.nextInt(5)], lengths[random.nextInt(5)], lengths[random.nextInt(random.nextInt(5) + 1)]);
        LoopNest nest = new LoopNest(
                passes,
                new Operands(1 + random.nextInt(5), 1 + random.nextInt(20), 1 + random.nextInt(20)),
                40 + random.nextInt(200),
                new Operands(1 + random.nextInt(3), 1 + random.nextInt(3), 1),
                6 + random.nextInt(20),
                new Operands(200 * random.nextInt(10), 200 * random.nextInt(10), 200 * random.nextInt(10)),
                new Operands(6 * random.nextInt(10), 6 * random.nextInt(10), 6 * random.nextInt(10)),
                Rule.FREE);
        double expected = cheapest(nest);
        assertThat(TilingSearch.of(nest).map(Tiling::cost).orElse(Double.POSITIVE_INFINITY))
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void weightsThatFitAreFetchedOnce() {
        LoopNest nest = new LoopNest(
                new Trips(4, 4, 8),
                new Operands(1, 10, 10),
                100,
                new Operands(1, 1, 1),
                3,
                new Operands(1000, 1, 1),
                new Operands(0, 0, 0),
                Rule.FREE);
        assertThat(TilingSearch.of(nest).orElseThrow().outer().weights()).isEqualTo(1);
    }

    @Test
    void inputsThatNothingKeepsAreFetchedOnce() {
        LoopNest free = new LoopNest(
                new Trips(8, 8, 1),
                new Operands(1, 10, 10),
                60,
                new Operands(1, 1, 1),
                3,
                new Operands(1, 1, 1),
                new Operands(0, 0, 0),
                Rule.FREE);
        assertThat(TilingSearch.of(free)).isPresent();
        LoopNest bound = new LoopNest(
                free.passes(),
                free.buffer(),
                free.bufferBits(),
                free.register(),
                free.registerBits(),
                free.outer(),
                free.inner(),
                new Rule(true, true, true, 1));
        // Inputs once needs all filters' sums at hand or all inputs: 80 of either, and the buffer has 60.
        assertThat(TilingSearch.of(bound)).isEmpty();
    }

    /** The least cost over all divisors as tiles and all orders, each by running the loops. */
    private static double cheapest(LoopNest nest) {
        double least = Double.POSITIVE_INFINITY;
        List<int[]> channels = cuts(nest.passes().channels());
        List<int[]> filters = cuts(nest.passes().filters());
        List<int[]> batches = cuts(nest.passes().batch());
        for (int[] channel : channels) {
            for (int[] filter : filters) {
                for (int[] batch : batches) {
                    int[][] cut = {channel, filter, batch};
                    if (fits(nest.buffer(), nest.bufferBits(), cut, 1)
                            && fits(nest.register(), nest.registerBits(), cut, 2)) {
                        least = Math.min(least, cheapestOrder(nest, cut));
                    }
                }
            }
        }
        return least;
    }

    /** Trips around the buffer's tile, passes of that tile, passes of the registers' tile. */
    private static List<int[]> cuts(int passes) {
        List<int[]> cuts = new ArrayList<>();
        for (int tile = 1; tile <= passes; tile++) {
            for (int inner = 1; inner <= tile; inner++) {
                if (passes % tile == 0 && tile % inner == 0) {
                    cuts.add(new int[] {passes / tile, tile, inner});
                }
            }
        }
        return cuts;
    }

    private static boolean fits(Operands unit, double bits, int[][] cut, int level) {
        double[] units = {unit.weights(), unit.inputs(), unit.sums()};
        double used = 0;
        for (int data = 0; data < 3; data++) {
            used += units[data] * cut[DEPENDS[data][0]][level] * cut[DEPENDS[data][1]][level];
        }
        return used <= bits;
    }

    private static double cheapestOrder(LoopNest nest, int[][] cut) {
        double least = Double.POSITIVE_INFINITY;
        for (int[] outer : ORDERS) {
            for (int[] inner : ORDERS) {
                double[][] moves = run(cut, outer, inner);
                double cost = nest.outer().weights() * moves[0][0]
                        + nest.outer().inputs() * moves[0][1]
                        + nest.outer().sums() * (2 * moves[0][2] - 2)
                        + nest.inner().weights() * moves[1][0]
                        + nest.inner().inputs() * moves[1][1]
                        + nest.inner().sums() * (2 * moves[1][2] - 1);
                least = Math.min(least, cost);
            }
        }
        return least;
    }

    /** Runs the loops and counts how often each level has to change its tile of each kind of data, per tile. */
    private static double[][] run(int[][] cut, int[] outer, int[] inner) {
        int[][] inBuffer = new int[3][];
        int[][] inRegisters = new int[3][];
        double[][] loads = new double[2][3];
        int[] index = new int[6];
        int[] length = new int[6];
        for (int i = 0; i < 3; i++) {
            length[i] = cut[outer[i]][0];
            length[3 + i] = cut[inner[i]][1] / cut[inner[i]][2];
        }
        do {
            int[] tile = new int[3];
            int[] sub = new int[3];
            for (int i = 0; i < 3; i++) {
                tile[outer[i]] = index[i];
                sub[inner[i]] = index[3 + i];
            }
            for (int data = 0; data < 3; data++) {
                int a = DEPENDS[data][0];
                int b = DEPENDS[data][1];
                loads[0][data] += change(inBuffer, data, new int[] {tile[a], tile[b]});
                loads[1][data] += change(inRegisters, data, new int[] {tile[a], tile[b], sub[a], sub[b]});
            }
        } while (advance(index, length));
        for (int data = 0; data < 3; data++) {
            int a = DEPENDS[data][0];
            int b = DEPENDS[data][1];
            double tiles = (double) cut[a][0] * cut[b][0];
            loads[0][data] /= tiles;
            int inside = cut[a][1] / cut[a][2] * (cut[b][1] / cut[b][2]);
            loads[1][data] /= tiles * inside;
        }
        return loads;
    }

    private static int change(int[][] held, int data, int[] wanted) {
        if (java.util.Arrays.equals(held[data], wanted)) {
            return 0;
        }
        held[data] = wanted;
        return 1;
    }

    /** The next index, the last place first; false at the end. */
    private static boolean advance(int[] index, int[] length) {
        for (int place = index.length - 1; place >= 0; place--) {
            if (++index[place] < length[place]) {
                return true;
            }
            index[place] = 0;
        }
        return false;
    }
}
