package org.bitadapt.netadapt.energy;

import java.util.Arrays;
import java.util.List;

/** Shares out the tiles among the layers of a segment, by their multiply-accumulates. */
final class TileShares {

    /** The factors of a layer's number of tiles: others leave filters or rows over. */
    private static final int[] FACTORS = {2, 3};

    private TileShares() {}

    /**
     * Gives every layer a tile, then more to whichever layer has the most to do for each of its tiles.
     *
     * @param work the multiply-accumulates of the layers, no more layers than tiles
     * @return the tiles of each layer, each a product of twos and threes
     */
    static List<Integer> of(double[] work, int tiles) {
        int[] shares = new int[work.length];
        Arrays.fill(shares, 1);
        int left = tiles - work.length;
        while (true) {
            int slowest = slowest(work, shares);
            int more = next(shares[slowest]);
            if (more - shares[slowest] > left) {
                return Arrays.stream(shares).boxed().toList();
            }
            left -= more - shares[slowest];
            shares[slowest] = more;
        }
    }

    private static int slowest(double[] work, int[] shares) {
        int slowest = 0;
        for (int i = 1; i < work.length; i++) {
            if (work[i] / shares[i] > work[slowest] / shares[slowest]) {
                slowest = i;
            }
        }
        return slowest;
    }

    private static int next(int share) {
        int more = share + 1;
        while (!isProduct(more)) {
            more++;
        }
        return more;
    }

    private static boolean isProduct(int number) {
        int rest = number;
        for (int factor : FACTORS) {
            while (rest % factor == 0) {
                rest /= factor;
            }
        }
        return rest == 1;
    }
}
