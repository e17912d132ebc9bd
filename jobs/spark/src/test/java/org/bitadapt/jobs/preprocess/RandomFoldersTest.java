package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Provenance;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests random folders of images: the files that are read and the files that are left out are all files, and the read
 * images are those that were drawn. {@code -Dbitadapt.random.folders} is their number, {@code -Dbitadapt.random.seed}
 * the first of their seeds.
 */
class RandomFoldersTest {

    private static final int SIDE = 4;

    @TempDir
    Path place;

    static LongStream seeds() {
        long first = Long.getLong("bitadapt.random.seed", 1);
        return LongStream.range(first, first + Long.getLong("bitadapt.random.folders", 20));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void everyFileIsReadOrCounted(long seed) throws IOException {
        RandomFolder folder = new RandomFolder(place, seed);
        Random random = new Random(-seed);
        Path output = place.resolve("set");
        Tool.Result result = Tool.run(
                "preprocess",
                "--source=folder",
                "--input=" + folder.root(),
                "--output=" + output,
                "--size=" + SIDE,
                "--validation=" + random.nextInt(3) * 0.2,
                "--test=" + random.nextInt(3) * 0.2,
                "--on-bad-record=" + (random.nextInt(4) == 0 ? "error" : "quarantine"));
        if (result.exitCode() == 0) {
            assertThat(result.failures()).isEmpty();
            compare(Dataset.open(new org.apache.hadoop.fs.Path(output.toUri()), new Configuration()), folder);
        } else {
            assertThat(result.exitCode()).as(result.errors()).isEqualTo(2);
            assertThat(result.failures()).as(result.errors()).hasSize(1);
            assertThat(result.errors()).doesNotContain("Exception");
            try (Stream<Path> left = Files.list(place)) {
                assertThat(left).extracting(Path::getFileName).asString().doesNotContain("set");
            }
        }
    }

    private static void compare(Dataset dataset, RandomFolder folder) throws IOException {
        Provenance provenance = dataset.manifest().provenance();
        List<Row> rows = LocalSpark.session()
                .read()
                .option("recursiveFileLookup", true)
                .option("pathGlobFilter", "*.parquet")
                .parquet(dataset.location())
                .collectAsList();
        long leftOut = provenance.leftOut().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(rows.size() + provenance.quarantined() + leftOut).isEqualTo(folder.files());
        assertThat(Arrays.stream(Split.values())
                        .mapToLong(split -> dataset.manifest().split(split).records()))
                .satisfies(counts -> assertThat(
                                counts.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(rows.size()));
        for (Row row : rows) {
            String id = row.getAs("id");
            int colour = folder.colour(id);
            byte[] image = row.getAs("image");
            for (int i = 0; i < image.length; i++) {
                assertThat(image[i]).as(id).isEqualTo((byte) (colour >> (16 - 8 * (i % 3))));
            }
            String name = dataset.manifest().classes().get(row.getAs("label"));
            assertThat(List.of(id.split("/", -1))).as(id).contains(name);
        }
    }
}
