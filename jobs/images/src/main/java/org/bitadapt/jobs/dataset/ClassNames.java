package org.bitadapt.jobs.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.runtime.format.Limits;

/**
 * Rules for names of classes, and for finding the classes of one list in another list.
 *
 * <p>Two things that meet, such as a data set and a model, mean the same class where they have the same name, whatever
 * its number is in either.
 */
public final class ClassNames {

    /** The most bytes of a name that a packed model can hold. */
    private static final int MOST_BYTES = Limits.MAX_STRING_BYTES;

    private static final int MOST_SHOWN = 100;

    private ClassNames() {}

    /**
     * Refuses names that a packed model, a table or a page cannot hold.
     *
     * @param names the names, one per label
     * @return the names
     * @throws IllegalArgumentException if a name is blank, has a control character or half a surrogate pair, is longer
     *     than 4096 bytes in UTF-8, or occurs twice
     */
    public static List<String> require(List<String> names) {
        Map<String, Integer> seen = new HashMap<>();
        for (int label = 0; label < names.size(); label++) {
            String name = names.get(label);
            refuse(name.isBlank(), name, "text");
            refuse(name.chars().anyMatch(Character::isISOControl), name, "without control characters");
            refuse(!StandardCharsets.UTF_8.newEncoder().canEncode(name), name, "Unicode text");
            refuse(
                    name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES,
                    name,
                    "at most " + MOST_BYTES + " bytes in UTF-8");
            refuse(seen.put(name, label) != null, name, "there once");
        }
        return names;
    }

    private static void refuse(boolean invalid, String name, String rule) {
        if (invalid) {
            throw new IllegalArgumentException("Invalid class name: " + shown(name) + " (must be " + rule + ")");
        }
    }

    /** A name as one line of a message. */
    private static String shown(String name) {
        String start = name.length() > MOST_SHOWN ? name.substring(0, MOST_SHOWN) + "..." : name;
        StringBuilder text = new StringBuilder("'");
        start.chars().forEach(unit -> {
            if (Character.isISOControl(unit) || Character.isSurrogate((char) unit)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", unit));
            } else {
                text.append((char) unit);
            }
        });
        return text.append('\'').toString();
    }

    /**
     * Finds the classes of one list in another list.
     *
     * @param from the names of the first list
     * @param to the names of the second list
     * @return {@code [number in from]}: the number in {@code to}; empty unless both lists have the same names, each
     *     once
     */
    public static Optional<int[]> positions(List<String> from, List<String> to) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < to.size(); i++) {
            places.put(to.get(i), i);
        }
        int[] positions =
                from.stream().mapToInt(name -> places.getOrDefault(name, -1)).toArray();
        boolean same = from.size() == to.size()
                && places.size() == to.size()
                && Arrays.stream(positions).distinct().count() == from.size()
                && Arrays.stream(positions).noneMatch(place -> place < 0);
        return same ? Optional.of(positions) : Optional.empty();
    }

    /**
     * The error of two things whose classes are not the same.
     *
     * @param first the thing that has the first names, such as {@code data set cars at file:/data/cars}
     * @param second the thing that has the second names
     */
    public static BadInputException differ(
            String first, List<String> firstNames, String second, List<String> secondNames, String remedy) {
        return new BadInputException(
                "The " + first + " has " + firstNames.size() + " classes (" + list(firstNames) + "), the " + second
                        + " has " + secondNames.size() + " (" + list(secondNames) + "); they must have the same names",
                remedy);
    }

    private static String list(List<String> names) {
        String shown = String.join(
                ", ", names.stream().limit(MOST_SHOWN).map(ClassNames::plain).toList());
        return names.size() > MOST_SHOWN ? shown + ", ..." : shown;
    }

    private static String plain(String name) {
        String quoted = shown(name);
        return quoted.substring(1, quoted.length() - 1);
    }
}
