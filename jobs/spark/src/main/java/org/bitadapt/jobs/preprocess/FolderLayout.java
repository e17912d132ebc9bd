package org.bitadapt.jobs.preprocess;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.files.FoundFolder;
import org.bitadapt.jobs.image.ImageFolder;

/**
 * The folders that are splits: they are called so, in any usual spelling and case, and have folders in them. Without
 * any such folder, the input itself is the training split.
 *
 * @param splits the folders of the splits, whose visible subfolders are classes; the training split is always there
 */
record FolderLayout(Map<Split, FoundFolder> splits) {

    private static final Map<String, Split> NAMES = Map.of(
            "train", Split.TRAIN,
            "training", Split.TRAIN,
            "val", Split.VALIDATION,
            "valid", Split.VALIDATION,
            "validation", Split.VALIDATION,
            "test", Split.TEST,
            "testing", Split.TEST);

    private static final String REMEDY =
            "Sort the images into one folder per class, or into train/CLASS, val/CLASS and test/CLASS.";

    /**
     * Finds the splits by the names of folders.
     *
     * @param where the place of the folder, for messages
     * @throws BadInputException if there are splits without a training split, or two folders for one split
     */
    static FolderLayout of(FoundFolder root, String where) {
        Map<Split, FoundFolder> splits = new EnumMap<>(Split.class);
        List<String> flat = new ArrayList<>();
        List<FoundFolder> visible = visible(root);
        for (FoundFolder folder : visible) {
            Optional<Split> split = split(folder);
            if (split.isPresent() && visible(folder).isEmpty()) {
                flat.add(folder.name());
            } else if (split.isPresent()) {
                FoundFolder other = splits.putIfAbsent(split.get(), folder);
                if (other != null) {
                    throw invalid("folders " + other.name() + ", " + folder.name() + " in " + where, "one a split");
                }
            }
        }
        if (splits.isEmpty() && !flat.isEmpty() && flat.size() == visible.size()) {
            throw invalid(
                    "folders " + String.join(", ", flat) + " in " + where, "classes, or splits with classes in them");
        }
        if (splits.isEmpty()) {
            return new FolderLayout(Map.of(Split.TRAIN, root));
        }
        if (!splits.containsKey(Split.TRAIN)) {
            throw invalid(
                    "folder " + splits.values().iterator().next().name() + " in " + where, "beside a folder train");
        }
        return new FolderLayout(splits);
    }

    private static BadInputException invalid(String what, String rule) {
        return new BadInputException("Invalid " + what + " (must be " + rule + ")", REMEDY);
    }

    private static Optional<Split> split(FoundFolder folder) {
        return Optional.ofNullable(NAMES.get(folder.lastName().toLowerCase(Locale.ROOT)));
    }

    /** The folders inside a folder that are not hidden. */
    static List<FoundFolder> visible(FoundFolder folder) {
        return folder.folders().stream()
                .filter(inside -> !ImageFolder.isHidden(inside.lastName()))
                .toList();
    }
}
