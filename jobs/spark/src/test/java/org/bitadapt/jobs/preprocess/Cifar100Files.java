package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Writes small CIFAR-100 files in every published layout, all of the same random images. */
final class Cifar100Files {

    static final int RECORD = 3074;
    static final int TRAIN = 300;
    static final int TEST = 100;

    private Cifar100Files() {}

    /** Class names that are not the published ones, so that any number of records is taken. */
    static List<String> names() {
        return IntStream.range(0, 100).mapToObj(i -> "class_" + i).toList();
    }

    /** Writes the binary layout; the labels of the files go over all classes in turn. */
    static Path binary(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train.bin"), records(TRAIN, 1));
        Files.write(folder.resolve("test.bin"), records(TEST, 2));
        Files.writeString(folder.resolve("fine_label_names.txt"), String.join("\n", names()) + "\n\n");
        Files.writeString(folder.resolve("coarse_label_names.txt"), "fish\n".repeat(20));
        return folder;
    }

    /** Writes the Python layout of the binary files. */
    static Path python(Path binary, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("train", "test")) {
            Files.write(folder.resolve(name), pickle(Files.readAllBytes(binary.resolve(name + ".bin"))));
        }
        Files.write(folder.resolve("meta"), CifarFiles.Pickle.meta("fine_label_names", names()));
        return folder;
    }

    private static byte[] records(int count, long seed) {
        byte[] bytes = new byte[count * RECORD];
        new Random(seed).nextBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i * RECORD] = (byte) (i * 7 % 20);
            bytes[i * RECORD + 1] = (byte) ((i * 13 + 5) % 100);
        }
        return bytes;
    }

    private static byte[] pickle(byte[] records) throws IOException {
        int count = records.length / RECORD;
        byte[] data = new byte[count * 3072];
        int[] coarse = new int[count];
        int[] fine = new int[count];
        for (int i = 0; i < count; i++) {
            coarse[i] = records[i * RECORD];
            fine[i] = records[i * RECORD + 1];
            System.arraycopy(records, i * RECORD + 2, data, i * 3072, 3072);
        }
        return new CifarFiles.Pickle()
                .start()
                .key("data")
                .array(count, 3072, data, false)
                .key("fine_labels")
                .list(fine)
                .key("coarse_labels")
                .list(coarse)
                .end();
    }

    /** The records of a binary file, read the plain way. */
    static List<Expected> expected(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString().replace(".bin", "");
        List<Expected> records = new ArrayList<>();
        for (int record = 0; record < bytes.length / RECORD; record++) {
            int start = record * RECORD;
            byte[] image = new byte[32 * 32 * 3];
            for (int y = 0; y < 32; y++) {
                for (int x = 0; x < 32; x++) {
                    image[(y * 32 + x) * 3] = bytes[start + 2 + y * 32 + x];
                    image[(y * 32 + x) * 3 + 1] = bytes[start + 2 + 1024 + y * 32 + x];
                    image[(y * 32 + x) * 3 + 2] = bytes[start + 2 + 2048 + y * 32 + x];
                }
            }
            records.add(new Expected(name + "/" + record, bytes[start + 1], image));
        }
        return records;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared part by part
    record Expected(String id, int label, byte[] image) {}
}
