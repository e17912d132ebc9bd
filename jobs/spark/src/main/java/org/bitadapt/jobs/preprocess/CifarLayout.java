package org.bitadapt.jobs.preprocess;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bitadapt.jobs.command.BadInputException;

/**
 * The published layouts that are read here: which data set, in which format, in files of which names.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 and CIFAR-100 datasets</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of strings is immutable
enum CifarLayout {
    CIFAR10_BINARY(
            CifarDataset.CIFAR10,
            CifarFormat.BINARY,
            new Names("cifar-10-batches-bin", "data_batch_#.bin", "test_batch.bin", "batches.meta.txt")),
    CIFAR10_PYTHON(
            CifarDataset.CIFAR10,
            CifarFormat.PYTHON,
            new Names("cifar-10-batches-py", "data_batch_#", "test_batch", "batches.meta")),
    CIFAR100_BINARY(
            CifarDataset.CIFAR100,
            CifarFormat.BINARY,
            new Names("cifar-100-binary", "train.bin", "test.bin", "fine_label_names.txt")),
    CIFAR100_PYTHON(CifarDataset.CIFAR100, CifarFormat.PYTHON, new Names("cifar-100-python", "train", "test", "meta"));

    private final CifarDataset dataset;
    private final CifarFormat format;
    private final Names names;
    private final Pattern trainFile;

    CifarLayout(CifarDataset dataset, CifarFormat format, Names names) {
        this.dataset = dataset;
        this.format = format;
        this.names = names;
        this.trainFile = Pattern.compile(names.train.replace(".", "\\.").replace("#", "(\\d{1,4})"));
    }

    CifarDataset dataset() {
        return dataset;
    }

    CifarFormat format() {
        return format;
    }

    /** The name of the folder that the official archive unpacks to. */
    String folder() {
        return names.folder;
    }

    /** The name of the file with the class names. */
    String metaFile() {
        return names.meta;
    }

    boolean isBatch(String fileName) {
        return isTest(fileName) || trainFile.matcher(fileName).matches();
    }

    boolean isTest(String fileName) {
        return fileName.equals(names.test);
    }

    /** The file name of a training batch, whose numbers start with 1. */
    String trainFile(int number) {
        return names.train.replace("#", Integer.toString(number));
    }

    /** The numbers of the training batches among some files; 1 is the number of a batch without a number. */
    Set<Integer> trainNumbers(Collection<String> fileNames) {
        Set<Integer> numbers = new TreeSet<>();
        for (String name : fileNames) {
            Matcher matcher = trainFile.matcher(name);
            if (matcher.matches()) {
                numbers.add(matcher.groupCount() == 0 ? 1 : Integer.parseInt(matcher.group(1)));
            }
        }
        return numbers;
    }

    /**
     * The layout of a data set whose files these are.
     *
     * @param fileNames the files' names without folders
     * @param where the place of the files, for messages
     * @throws BadInputException unless there are training batches, the test batch and, if it is needed, the meta file of
     *     one layout
     */
    static CifarLayout of(CifarDataset dataset, Set<String> fileNames, String where) {
        for (CifarLayout layout : dataset.layouts()) {
            if (layout.hasBatch(fileNames)) {
                layout.check(fileNames, where);
                return layout;
            }
        }
        String more = dataset.batches() > 1 ? " ..." : "";
        CifarLayout binary = dataset.layouts().get(0);
        CifarLayout python = dataset.layouts().get(1);
        throw new BadInputException(
                "Invalid " + dataset.title() + " input: " + where + " (must hold " + binary.trainFile(1) + more + " or "
                        + python.trainFile(1) + more + ")",
                remedy(fileNames));
    }

    private static String remedy(Set<String> fileNames) {
        return Stream.of(values())
                .filter(layout -> layout.hasBatch(fileNames))
                .map(layout -> "These are files of " + layout.dataset.title() + ": give --source "
                        + layout.dataset.word() + ".")
                .findFirst()
                .orElse("Point --input at the official archive or what it unpacks to, or use --input download.");
    }

    private boolean hasBatch(Set<String> fileNames) {
        return fileNames.stream().anyMatch(this::isBatch);
    }

    private void check(Set<String> fileNames, String where) {
        Set<String> missing = new TreeSet<>(Set.of(names.test));
        if (dataset.needsClassFile()) {
            missing.add(names.meta);
        }
        missing.removeAll(fileNames);
        if (fileNames.stream().noneMatch(trainFile.asMatchPredicate())) {
            missing.add(trainFile(1));
        }
        if (!missing.isEmpty()) {
            throw new BadInputException(
                    "Missing file: " + String.join(", ", missing) + " in " + where, "Unpack the whole archive.");
        }
    }

    /**
     * Names of files and of their folder.
     *
     * @param train the name of a training batch, in which # stands for the batch's number
     */
    private record Names(String folder, String train, String test, String meta) {}
}
