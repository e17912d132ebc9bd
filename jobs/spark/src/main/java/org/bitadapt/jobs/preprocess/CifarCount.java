package org.bitadapt.jobs.preprocess;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bitadapt.jobs.command.BadInputException;

/** The rules for how many records a batch file must have, and which files there must be. */
enum CifarCount {
    /** The rule for CIFAR-10: five training batches and a test batch, of 10,000 images each. */
    PUBLISHED("10000 records"),
    /** The rule for other images in the same form, whose number nobody knows: at least one image a file. */
    SOME("1 record or more"),
    /** The rule that a user can ask for: any number of images. */
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

    /** The rule that follows from the class names. */
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

    /** The number of records that a batch file must have, in words for messages. */
    String rule() {
        return rule;
    }

    /**
     * Refuses training batches that lack a number, from 1 to the last.
     *
     * @param numbers the numbers of the training batches that are there
     * @param where the place of the files, for messages
     * @throws BadInputException if a batch is missing
     */
    void requireBatches(Set<Integer> numbers, CifarFormat format, String where) {
        int last = this == PUBLISHED
                ? PUBLISHED_BATCHES
                : numbers.stream().mapToInt(n -> n).max().orElse(1);
        Set<String> missing = new TreeSet<>();
        // A number may be huge, so the loop looks at one number more than there are batches, and no more.
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
