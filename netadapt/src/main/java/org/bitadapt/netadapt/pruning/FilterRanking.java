package org.bitadapt.netadapt.pruning;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bitadapt.common.text.Suggestions;

/** How the channels of a group are ranked: the lowest go first. */
public enum FilterRanking {
    /** {@code sqrt(sum w^2)} over the latent weights that produce the channel, in all producers; NetAdapt's rule. */
    L2,
    /** {@code sum |w|} over the same weights. */
    L1,
    /** By chance, but the same for the same seed and group: the baseline. */
    RANDOM;

    /**
     * The ranking of that name in configurations: {@code l2}, {@code l1}, {@code random}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FilterRanking of(String name) {
        List<String> names = Arrays.stream(values())
                .map(ranking -> ranking.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("Invalid filter ranking: " + name + " (must be one of "
                    + String.join(", ", names) + ")" + Suggestions.didYouMean(name, names));
        }
        return values()[index];
    }

    /** What one weight adds to the score of its channel. */
    double term(float weight) {
        return this == L2 ? (double) weight * weight : Math.abs(weight);
    }

    /** Scores by chance. */
    static double[] random(int channels, String group, long seed) {
        Random random = new Random(seed ^ ((long) group.hashCode() << Integer.SIZE));
        return random.doubles(channels).toArray();
    }
}
