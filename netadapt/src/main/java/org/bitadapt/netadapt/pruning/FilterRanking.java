package org.bitadapt.netadapt.pruning;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bitadapt.common.text.Suggestions;

/** How the channels of a group are ranked; the channels with the lowest scores are pruned first. */
public enum FilterRanking {
    /** {@code sqrt(sum w^2)} over the latent weights that produce the channel, in all producers: NetAdapt's rule. */
    L2,
    /** {@code sum |w|} over the latent weights that produce the channel, in all producers. */
    L1,
    /** A random order that follows from the seed and the group alone: the baseline. */
    RANDOM;

    /**
     * The ranking that has the given name in configurations: {@code l2}, {@code l1} or {@code random}.
     *
     * @throws IllegalArgumentException if no ranking has the name
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

    /** Random scores, which follow from the group and the seed. */
    static double[] random(int channels, String group, long seed) {
        Random random = new Random(seed ^ ((long) group.hashCode() << Integer.SIZE));
        return random.doubles(channels).toArray();
    }
}
