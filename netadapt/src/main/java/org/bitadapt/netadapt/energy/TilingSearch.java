package org.bitadapt.netadapt.energy;

import java.util.Optional;
import org.bitadapt.netadapt.energy.LoopNest.Operands;
import org.bitadapt.netadapt.energy.LoopNest.Trips;

/**
 * Finds the tiling of a layer's loops that moves data at the least cost.
 *
 * <p>Each loop is cut twice: a tile of its passes stays in the buffer, and a tile of that stays in the registers. Around
 * each tile the loops may stand in any order; all that matters of an order is the innermost loop, whose data stay. Data
 * that do not depend on a loop are fetched again in each of its trips, unless that loop is the innermost one. Hence the
 * three stationary orders of the literature (weights, inputs, or outputs stay), at both levels.
 *
 * <p>Tiles have the sizes of {@link TileSizes}.
 *
 * @see <a href="https://doi.org/10.1145/3037697.3037702">Gao et al., TETRIS, ASPLOS 2017, section 4</a>
 */
final class TilingSearch {

    /** The loop that is innermost where no loop has more than one trip. */
    private static final int NONE = -1;

    private static final int CHANNELS = 0;
    private static final int FILTERS = 1;
    private static final int BATCH = 2;

    private final LoopNest nest;
    private final Operands buffer;
    private Tiling best;
    private double bestCost = Double.POSITIVE_INFINITY;

    private TilingSearch(LoopNest nest) {
        this.nest = nest;
        this.buffer = nest.buffer();
    }

    /** The best tiling; empty if not even a single pass fits the buffer and the registers. */
    static Optional<Tiling> of(LoopNest nest) {
        TilingSearch search = new TilingSearch(nest);
        search.run();
        return Optional.ofNullable(search.best);
    }

    private void run() {
        Trips passes = nest.passes();
        int[] batches = nest.rule().wholeBatch() ? new int[] {passes.batch()} : TileSizes.of(passes.batch());
        for (int filters : TileSizes.of(passes.filters())) {
            for (int channels : TileSizes.of(passes.channels())) {
                for (int batch : batches) {
                    if (fitsBuffer(channels, filters, batch)) {
                        outerOrders(new Trips(channels, filters, batch));
                    }
                }
            }
        }
    }

    private boolean fitsBuffer(double channels, double filters, double batch) {
        return channels * filters * buffer.weights()
                        + channels * batch * buffer.inputs()
                        + filters * batch * buffer.sums()
                <= nest.bufferBits();
    }

    private void outerOrders(Trips tile) {
        Trips trips = new Trips(
                Division.ceil(nest.passes().channels(), tile.channels()),
                Division.ceil(nest.passes().filters(), tile.filters()),
                Division.ceil(nest.passes().batch(), tile.batch()));
        if (trips.channels() == 1 && trips.filters() == 1 && trips.batch() == 1) {
            outer(tile, trips, NONE);
            return;
        }
        if (trips.channels() > 1) {
            outer(tile, trips, CHANNELS);
        }
        if (trips.filters() > 1) {
            outer(tile, trips, FILTERS);
        }
        if (trips.batch() > 1) {
            outer(tile, trips, BATCH);
        }
    }

    private void outer(Trips tile, Trips trips, int innermost) {
        int weights = innermost == BATCH || trips.channels() * trips.filters() == 1 ? 1 : trips.batch();
        int inputs = innermost == FILTERS || trips.channels() * trips.batch() == 1 ? 1 : trips.filters();
        int sums = innermost == CHANNELS || trips.filters() * trips.batch() == 1 ? 1 : trips.channels();
        if ((nest.rule().inputsOnce() && inputs > 1) || (nest.rule().sumsOnce() && sums > 1)) {
            return;
        }
        boolean weightsStay = trips.channels() == 1 && trips.filters() == 1;
        double share = weightsStay ? 1.0 / nest.rule().groups() : 1;
        double cost = nest.outer().weights() * weights * share
                + nest.outer().inputs() * inputs
                + nest.outer().sums() * (2.0 * sums - 2);
        if (cost + nest.inner().total() < bestCost) {
            inner(
                    tile,
                    trips,
                    new Tiling(
                            new Tiling.Fetches(weights * share, inputs, sums),
                            new Tiling.Fetches(weights, inputs, sums),
                            trips.channels(),
                            trips.filters(),
                            cost));
        }
    }

    private void inner(Trips tile, Trips outerTrips, Tiling outer) {
        int[] channelSizes = TileSizes.of(tile.channels());
        int[] filterSizes = TileSizes.of(tile.filters());
        int[] batchSizes = TileSizes.of(tile.batch());
        for (int filters : filterSizes) {
            for (int channels : channelSizes) {
                for (int batch : batchSizes) {
                    if (fitsRegisters(channels, filters, batch)) {
                        innerOrders(
                                outerTrips,
                                Division.ceil(tile.channels(), channels),
                                Division.ceil(tile.filters(), filters),
                                Division.ceil(tile.batch(), batch),
                                outer);
                    }
                }
            }
        }
    }

    private boolean fitsRegisters(double channels, double filters, double batch) {
        Operands register = nest.register();
        return channels * filters * register.weights()
                        + channels * batch * register.inputs()
                        + filters * batch * register.sums()
                <= nest.registerBits();
    }

    private void innerOrders(Trips outerTrips, int channels, int filters, int batch, Tiling outer) {
        if (channels == 1 && filters == 1 && batch == 1) {
            inner(outerTrips, channels, filters, batch, NONE, outer);
            return;
        }
        if (channels > 1) {
            inner(outerTrips, channels, filters, batch, CHANNELS, outer);
        }
        if (filters > 1) {
            inner(outerTrips, channels, filters, batch, FILTERS, outer);
        }
        if (batch > 1) {
            inner(outerTrips, channels, filters, batch, BATCH, outer);
        }
    }

    private void inner(Trips outerTrips, int channels, int filters, int batch, int innermost, Tiling outer) {
        double weights = channels * filters == 1
                ? outer.inner().weights()
                : (double) outerTrips.batch() * (innermost == BATCH ? 1 : batch);
        double inputs = channels * batch == 1
                ? outer.inner().inputs()
                : (double) outerTrips.filters() * (innermost == FILTERS ? 1 : filters);
        double sums = filters * batch == 1
                ? outer.inner().sums()
                : (double) outerTrips.channels() * (innermost == CHANNELS ? 1 : channels);
        double cost = outer.cost()
                + nest.inner().weights() * weights
                + nest.inner().inputs() * inputs
                + nest.inner().sums() * (2 * sums - 1);
        if (cost < bestCost) {
            bestCost = cost;
            best = new Tiling(
                    outer.outer(),
                    new Tiling.Fetches(weights, inputs, sums),
                    outer.channelSlices(),
                    outer.filterSlices(),
                    cost);
        }
    }
}
