package org.bitadapt.jobs.preprocess;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bitadapt.jobs.command.BadInputException;

/** How many records a batch file must have, and which files there must be. */
enum CifarCount {
    /** CIFAR-10's: five training batches and a test batch, of 10,000 images each. */
    PUBLISHED("10000 records"),
    /** Other images in the same form, whose number nobody knows: at least one a file. */
    SOME("1 record or more"),
    /** What the user has asked for. */
    ANY("any number of records");

    private static final List<String> PUBLISHED_CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    private static final int PUBLISHED_RECORDS = 10_000;
    private static final int PUBLISHED_BATCHES = 5;
    private static final String REMEDY = "Get the archive again, or take it as it is with --accept-short.";

    private final String rule;

    CifarCount(String rule) {
        this.rule = rule;
    }

    /** What class names tell. */
    static CifarCount of(List<String> classes) {
        return classes.equals(PUBLISHED_CLASSES) ? PUBLISHED : SOME;
    }

    boolean holds(long records) {
        return switch (this) {
            case PUBLISHED -> records == PUBLISHED_RECORDS;
            case SOME -> records > 0;
            case ANY -> true;
        };
    }

    /** What a batch file must have, for messages. */
    String rule() {
        return rule;
    }

    /**
     * Refuses training batches that lack a number, from 1 to the last.
     *
     * @param numbers of the training batches that are there
     * @param where for messages
     * @throws BadInputException if one is missing
     */
    void requireBatches(Set<Integer> numbers, CifarFormat format, String where) {
        int last = this == PUBLISHED
                ? PUBLISHED_BATCHES
                : numbers.stream().mapToInt(n -> n).max().orElse(1);
        Set<String> missing = new TreeSet<>();
        // A number may be any: no more are looked at than there are, and one.
        for (int number = 1; number <= Math.min(last, Math.max(PUBLISHED_BATCHES, numbers.size() + 1)); number++) {
            if (!numbers.contains(number)) {
                missing.add(format.trainFile(number));
            }
        }
        if (this != ANY && !missing.isEmpty()) {
            throw new BadInputException("Missing file: " + String.join(", ", missing) + " in " + where, REMEDY);
        }
    }
}
