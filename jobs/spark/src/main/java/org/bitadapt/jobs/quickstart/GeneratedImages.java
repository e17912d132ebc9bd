package org.bitadapt.jobs.quickstart;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.bitadapt.jobs.dataset.RecordHash;

/**
 * Ten classes of drawn 32 x 32 images in CIFAR-10's binary layout: five training batches, a test batch and the class
 * names. The same seed and size give the same bytes on every JDK.
 *
 * <p>Classes are five shapes and five textures; place, size, turn and colours are random, so that single pixels tell
 * little: a linear classifier reaches 33 %, while a ResNet-8 with 1-bit weights reaches 97 % after eight epochs of
 * 5,400 images.
 *
 * @param seed the seed of everything that is random
 * @param recordsPerFile the number of records per file, at least 1; CIFAR-10 itself has 10,000
 */
public record GeneratedImages(long seed, int recordsPerFile) {

    private static final int TRAIN_FILES = 5;

    public GeneratedImages {
        if (recordsPerFile < 1) {
            throw new IllegalArgumentException("Invalid records per file: " + recordsPerFile + " (must be at least 1)");
        }
    }

    /**
     * Writes the files, and replaces files of the same names.
     *
     * @param folder the folder, which is created if it is not there
     */
    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int file = 0; file <= TRAIN_FILES; file++) {
            String name = file < TRAIN_FILES ? "data_batch_" + (file + 1) + ".bin" : "test_batch.bin";
            writeBatch(folder.resolve(name), file);
        }
        Files.writeString(folder.resolve("batches.meta.txt"), classNames());
    }

    private void writeBatch(Path path, int file) throws IOException {
        Figure[] figures = Figure.values();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            for (int i = 0; i < recordsPerFile; i++) {
                // Classes take turns from a different start in each file, so that small sets are balanced too.
                int label = (i + file) % figures.length;
                SplittableRandom random = new SplittableRandom(RecordHash.combine(seed, file, i));
                out.write(label);
                out.write(new Scene(figures[label], random).planes());
            }
        }
    }

    private static String classNames() {
        return Arrays.stream(Figure.values())
                .map(figure -> figure.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "\n")
                .collect(Collectors.joining());
    }
}
