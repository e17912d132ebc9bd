package org.bitadapt.netadapt.energy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The sizes of tiles that are tried: the whole loop, and 2, 3, 4, 6, 8, 12 and so on up to it.
 *
 * <p>The sizes do not depend on the loop but for its end. Thus a tiling of a larger layer is one of a smaller layer too,
 * and the cost never falls when a layer grows.
 */
final class TileSizes {

    private static final Map<Integer, int[]> KNOWN = new ConcurrentHashMap<>();

    private TileSizes() {}

    /** The sizes for a loop of {@code passes}, the largest first; shared, not to be changed. */
    static int[] of(int passes) {
        return KNOWN.computeIfAbsent(
                passes,
                all -> IntStream.concat(
                                IntStream.of(all), IntStream.range(1, all).filter(TileSizes::isRound))
                        .boxed()
                        .sorted((a, b) -> b - a)
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    private static boolean isRound(int size) {
        int odd = size >> Integer.numberOfTrailingZeros(size);
        return odd == 1 || odd == 3;
    }
}
