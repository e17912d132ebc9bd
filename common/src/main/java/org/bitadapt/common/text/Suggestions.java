package org.bitadapt.common.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was meant to be. */
public final class Suggestions {

    private Suggestions() {}

    /**
     * The known word with the fewest edits from {@code word}, without regard to case; of equally close words the first.
     *
     * @return the closest word; empty if even that word differs by more than a third of {@code word}'s length (and more
     *     than one edit)
     */
    public static Optional<String> closest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> edits(word, candidate) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(candidate -> edits(word, candidate)));
    }

    /** The end of an error message: {@code "; did you mean 'resnet20'?"}, or nothing if no known word is close. */
    public static String didYouMean(String word, Collection<String> known) {
        return closest(word, known)
                .map(match -> "; did you mean '" + match + "'?")
                .orElse("");
    }

    /**
     * The least number of insertions, deletions and substitutions between two words, without regard to case.
     *
     * <p>O(length x length) time.
     *
     * @see <a href="https://en.wikipedia.org/wiki/Levenshtein_distance">Levenshtein distance</a>
     */
    static int edits(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[b.length()];
    }
}
