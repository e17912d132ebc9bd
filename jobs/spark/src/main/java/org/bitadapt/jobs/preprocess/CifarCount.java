package org.bitadapt.jobs.preprocess;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bitadapt.jobs.command.BadInputException;

/** The rules for how many records a batch file must have, and which files there must be. */
enum CifarCount {
    /** The rule for a published data set: as many batches, and images in each, as it has. */
    PUBLISHED,
    /** The rule for other images in the same form, whose number nobody knows: at least one image a file. */
    SOME,
    /** The rule that a user can ask for: any number of images. */
    ANY;

    private static final String REMEDY = "Get the archive again, or take it as it is with --accept-short.";

    /** The rule that follows from the class names. */
    static CifarCount of(CifarDataset dataset, List<String> classes) {
        return classes.equals(dataset.classes()) ? PUBLISHED : SOME;
    }

    /** Whether a batch may have a number of records. */
    boolean holds(long records, CifarBatch batch) {
        return switch (this) {
            case PUBLISHED -> records == published(batch);
            case SOME -> records > 0;
            case ANY -> true;
        };
    }

    /** The number of records that a batch must have, in words for messages. */
    String rule(CifarBatch batch) {
        return switch (this) {
            case PUBLISHED -> published(batch) + " records";
            case SOME -> "1 record or more";
            case ANY -> "any number of records";
        };
    }

    private static int published(CifarBatch batch) {
        return batch.dataset().records(batch.split());
    }

    /**
     * Refuses training batches that lack a number, from 1 to the last.
     *
     * @param numbers the numbers of the training batches that are there
     * @param where the place of the files, for messages
     * @throws BadInputException if a batch is missing
     */
    void requireBatches(Set<Integer> numbers, CifarLayout layout, String where) {
        int published = layout.dataset().batches();
        int last = this == PUBLISHED
                ? published
                : numbers.stream().mapToInt(n -> n).max().orElse(1);
        Set<String> missing = new TreeSet<>();
        // A number may be huge, so the loop looks at one number more than there are batches, and no more.
        for (int number = 1; number <= Math.min(last, Math.max(published, numbers.size() + 1)); number++) {
            if (!numbers.contains(number)) {
                missing.add(layout.trainFile(number));
            }
        }
        if (this != ANY && !missing.isEmpty()) {
            throw new BadInputException("Missing file: " + String.join(", ", missing) + " in " + where, REMEDY);
        }
    }
}
