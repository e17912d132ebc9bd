package org.bitadapt.jobs.preprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.Split;

/**
 * Notes for people on the splits of a data set: which wanted splits are empty, and which classes have no image in a
 * wanted split.
 */
final class SplitNotes {

    private static final int MOST_NAMED = 10;

    private SplitNotes() {}

    /**
     * The notes, as sentences; perhaps none.
     *
     * @param validation the share of the images that was wanted for the validation split, 0..0.9
     * @param test the share of the images that was wanted for the test split, 0..0.9
     */
    static List<String> of(DatasetManifest manifest, double validation, double test) {
        List<String> notes = new ArrayList<>();
        add(notes, manifest, Split.TRAIN, 1);
        add(notes, manifest, Split.VALIDATION, validation);
        add(notes, manifest, Split.TEST, test);
        return notes;
    }

    private static void add(List<String> notes, DatasetManifest manifest, Split split, double share) {
        if (share == 0) {
            return;
        }
        if (manifest.split(split).records() == 0) {
            notes.add("Note: the " + split.folder() + " split is empty. " + share
                    + " is less than an image of each class, or than a group of photographs that look alike; give a larger --"
                    + split.folder() + " to have one.");
            return;
        }
        List<Integer> missing = IntStream.range(0, manifest.classes().size())
                .filter(label -> count(manifest, split, label) == 0)
                .boxed()
                .toList();
        if (!missing.isEmpty()) {
            String named = missing.stream()
                    .limit(MOST_NAMED)
                    .map(label -> name(manifest, label))
                    .collect(Collectors.joining(", "));
            String others = missing.size() > MOST_NAMED ? " and " + (missing.size() - MOST_NAMED) + " more" : "";
            String remedy = split == Split.TRAIN ? "" : ", or give a larger --" + split.folder();
            notes.add("Note: the " + split.folder() + " split has no image of " + named + others + "; add images"
                    + remedy + ".");
        }
    }

    /** The name of a class with the number of its images. */
    private static String name(DatasetManifest manifest, int label) {
        long images = 0;
        for (Split split : Split.values()) {
            images += count(manifest, split, label);
        }
        return String.format(Locale.ROOT, "%s (%,d images)", manifest.classes().get(label), images);
    }

    private static long count(DatasetManifest manifest, Split split, int label) {
        return manifest.split(split).recordsPerClass().get(label);
    }
}
