package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitadapt.jobs.command.BadInputException;

/**
 * The two published layouts of CIFAR-10 that are read here.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 dataset</a>
 */
enum CifarFormat {
    /** The binary layout: records of a label byte and 1024 red, green and blue bytes each, row-major. */
    BINARY("\\.bin", "batches.meta.txt") {
        @Override
        List<String> classes(InputStream meta) throws IOException {
            return CifarBinary.classes(meta);
        }

        @Override
        Iterator<Reading> read(CifarBatch batch, InputStream content) {
            return new CifarBinary(batch, content);
        }
    },
    /**
     * The Python layout: a pickled dictionary of {@code data}, a uint8 array of the images' bytes as in the binary
     * layout, and {@code labels}.
     */
    PYTHON("", "batches.meta") {
        @Override
        List<String> classes(InputStream meta) throws IOException {
            return CifarPickle.classes(meta);
        }

        @Override
        Iterator<Reading> read(CifarBatch batch, InputStream content) {
            return CifarPickle.read(batch, content);
        }
    };

    /** The most bytes of the file with the class names; the published files have 88 and 158. */
    static final int MOST_META_BYTES = 1 << 16;

    static final int SIDE = 32;
    static final int PLANE = SIDE * SIDE;
    static final int IMAGE_BYTES = 3 * PLANE;

    private final String suffix;
    private final Pattern trainFile;
    private final String testFile;
    private final String metaFile;

    CifarFormat(String suffix, String metaFile) {
        this.suffix = suffix.replace("\\", "");
        this.trainFile = Pattern.compile("data_batch_(\\d{1,4})" + suffix);
        this.testFile = "test_batch" + this.suffix;
        this.metaFile = metaFile;
    }

    /** The class names in the meta file. */
    abstract List<String> classes(InputStream meta) throws IOException;

    /**
     * The images of a batch file. The iterator ends with {@link Reading.Unusable} if the file is damaged, and throws {@link
     * java.io.UncheckedIOException} if the file system fails.
     */
    abstract Iterator<Reading> read(CifarBatch batch, InputStream content);

    /** The name of the file with the class names. */
    String metaFile() {
        return metaFile;
    }

    boolean isBatch(String fileName) {
        return isTest(fileName) || trainFile.matcher(fileName).matches();
    }

    /** The file name of a training batch, whose numbers start with 1. */
    String trainFile(int number) {
        return "data_batch_" + number + suffix;
    }

    /** The numbers of the training batches among some files. */
    Set<Integer> trainNumbers(Collection<String> fileNames) {
        Set<Integer> numbers = new TreeSet<>();
        for (String name : fileNames) {
            Matcher matcher = trainFile.matcher(name);
            if (matcher.matches()) {
                numbers.add(Integer.parseInt(matcher.group(1)));
            }
        }
        return numbers;
    }

    boolean isTest(String fileName) {
        return fileName.equals(testFile);
    }

    /**
     * The format whose files these are.
     *
     * @param fileNames the files' names without folders
     * @param where the place of the files, for messages
     * @throws BadInputException unless there are training batches, the test batch and the meta file of one format
     */
    static CifarFormat of(Set<String> fileNames, String where) {
        for (CifarFormat format : values()) {
            if (fileNames.stream().anyMatch(format::isBatch)) {
                format.check(fileNames, where);
                return format;
            }
        }
        throw new BadInputException(
                "Invalid CIFAR-10 input: " + where + " (must hold data_batch_1.bin ... or data_batch_1 ...)",
                "Point --input at the official archive or what it unpacks to, or use --input download.");
    }

    private void check(Set<String> fileNames, String where) {
        Set<String> missing = new TreeSet<>(Set.of(testFile, metaFile));
        missing.removeAll(fileNames);
        if (fileNames.stream().noneMatch(trainFile.asMatchPredicate())) {
            missing.add(trainFile(1));
        }
        if (!missing.isEmpty()) {
            throw new BadInputException(
                    "Missing file: " + String.join(", ", missing) + " in " + where, "Unpack the whole archive.");
        }
    }

    /** An image's pixels {@code [y][x][channel]}, made of its planes {@code [channel][y][x]}. */
    static byte[] interleave(byte[] planes, int offset) {
        byte[] image = new byte[IMAGE_BYTES];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            image[3 * pixel] = planes[offset + pixel];
            image[3 * pixel + 1] = planes[offset + PLANE + pixel];
            image[3 * pixel + 2] = planes[offset + 2 * PLANE + pixel];
        }
        return image;
    }
}
