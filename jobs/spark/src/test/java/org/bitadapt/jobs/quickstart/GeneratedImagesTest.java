package org.bitadapt.jobs.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedImagesTest {

    private static final int RECORD = 3073;

    @TempDir
    Path folder;

    @Test
    void writesTheFilesOfTheBinaryArchive() throws IOException {
        new GeneratedImages(1, 20).writeTo(folder);

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "data_batch_1.bin",
                            "data_batch_2.bin",
                            "data_batch_3.bin",
                            "data_batch_4.bin",
                            "data_batch_5.bin",
                            "test_batch.bin",
                            "batches.meta.txt");
        }
        assertThat(folder.resolve("test_batch.bin")).hasSize(20L * RECORD);
        assertThat(Files.readAllLines(folder.resolve("batches.meta.txt")))
                .hasSize(10)
                .contains("horizontal stripes");
    }

    @Test
    void everyFileHasEveryClassEquallyOften() throws IOException {
        new GeneratedImages(1, 20).writeTo(folder);
        byte[] batch = Files.readAllBytes(folder.resolve("data_batch_3.bin"));
        int[] counts = new int[10];
        for (int i = 0; i < 20; i++) {
            counts[batch[i * RECORD]]++;
        }

        assertThat(counts).containsOnly(2);
    }

    @Test
    void noTwoImagesAreTheSame() throws IOException {
        new GeneratedImages(1, 30).writeTo(folder);
        Set<String> images = new HashSet<>();
        for (String file : new String[] {"data_batch_1.bin", "data_batch_2.bin", "test_batch.bin"}) {
            byte[] batch = Files.readAllBytes(folder.resolve(file));
            for (int i = 0; i < 30; i++) {
                images.add(HexFormat.of().formatHex(batch, i * RECORD + 1, (i + 1) * RECORD));
            }
        }

        assertThat(images).hasSize(90);
    }

    @Test
    void theSeedDecidesEveryByte() throws IOException {
        new GeneratedImages(1, 10).writeTo(folder.resolve("first"));
        new GeneratedImages(1, 10).writeTo(folder.resolve("second"));
        new GeneratedImages(2, 10).writeTo(folder.resolve("other"));
        byte[] first = Files.readAllBytes(folder.resolve("first/data_batch_2.bin"));

        assertThat(folder.resolve("second/data_batch_2.bin")).hasBinaryContent(first);
        assertThat(Files.readAllBytes(folder.resolve("other/data_batch_2.bin"))).isNotEqualTo(first);
    }

    @Test
    void refusesEmptyFiles() {
        assertThatThrownBy(() -> new GeneratedImages(1, 0))
                .hasMessage("Invalid records per file: 0 (must be at least 1)");
    }
}
