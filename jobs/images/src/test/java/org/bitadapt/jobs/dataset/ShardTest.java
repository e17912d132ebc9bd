package org.bitadapt.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {

    @TempDir
    Path folder;

    @Test
    void readsBackEveryColumnOfEveryRecord() throws IOException {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 257);
        DecodedShard shard = read(dataset, 0);

        List<DatasetRecord> expected = DatasetFixture.records(257, 0);
        assertThat(shard.records()).isEqualTo(257);
        for (int row = 0; row < 257; row++) {
            assertThat(shard.id(row)).isEqualTo(expected.get(row).id());
            assertThat(shard.key(row)).isEqualTo(RecordHash.of(expected.get(row).id()));
            assertThat(shard.label(row)).isEqualTo(expected.get(row).label());
            assertThat(image(shard, row)).isEqualTo(expected.get(row).image());
        }
    }

    @Test
    void theSameRecordsGiveTheSameShard() throws IOException {
        Dataset first = DatasetFixture.write(folder.resolve("first"), 20);
        Dataset second = DatasetFixture.write(folder.resolve("second"), 20);

        assertThat(first.shards(Split.TRAIN)).isEqualTo(second.shards(Split.TRAIN));
    }

    @Test
    void namesDoNotDependOnTheDigitsOfTheLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("fa-IR"));
        try {
            assertThat(DatasetFixture.write(folder.resolve("set"), 20).shards(Split.TRAIN))
                    .extracting(Shard::name)
                    .containsExactly("train/part-00000.parquet");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aSecondAttemptKeepsTheFileOfTheFirst() throws IOException {
        Shard first =
                writer().write(Split.TRAIN, 0, DatasetFixture.records(20, 0).iterator());
        Path file = folder.resolve(first.name());
        FileTime written = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(file, written);

        assertThat(writer().write(Split.TRAIN, 0, DatasetFixture.records(20, 0).iterator()))
                .isEqualTo(first);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        assertThat(files(file.getParent())).containsExactlyInAnyOrder("part-00000.parquet", ".part-00000.parquet.crc");
    }

    @Test
    void anAttemptThatFailsLeavesNothing() throws IOException {
        Iterator<DatasetRecord> failing = Stream.concat(DatasetFixture.records(3, 0).stream(), Stream.generate(() -> {
                    throw new IllegalStateException("executor lost");
                }))
                .map(DatasetRecord.class::cast)
                .iterator();

        assertThatThrownBy(() -> writer().write(Split.TRAIN, 0, failing)).hasMessage("executor lost");
        assertThat(files(folder.resolve("train"))).isEmpty();
    }

    private ShardWriter writer() {
        return new ShardWriter(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theChecksumIsThatOfIdsLabelsAndImages() throws Exception {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 2);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (DatasetRecord record : DatasetFixture.records(2, 0)) {
            digest.update(record.id().getBytes(StandardCharsets.UTF_8));
            digest.update(new byte[] {0, 0, 0, 0, (byte) record.label()});
            digest.update(record.image());
        }

        assertThat(dataset.shards(Split.TRAIN).get(0).contentSha256())
                .isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void keepsIdsOfAnyLength() throws IOException {
        String longId = "é".repeat(500);
        DecodedShard.Builder builder = new DecodedShard.Builder(new Shape(1, 1, 1), 2);
        for (String id : List.of(longId, "b")) {
            builder.id(ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)));
            builder.pixels(ByteBuffer.wrap(new byte[1]));
            builder.endRow();
        }

        DecodedShard shard = builder.build();
        assertThat(shard.id(0)).isEqualTo(longId);
        assertThat(shard.id(1)).isEqualTo("b");
    }

    @Test
    void refusesAFlippedBit() throws IOException {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 50);
        Path file = folder.resolve("set/train/part-00000.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Files.delete(file.resolveSibling(".part-00000.parquet.crc"));

        assertThatThrownBy(() -> read(dataset, 0))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageContainingAll(
                        "Invalid shard: file:", "part-00000.parquet (must be an undamaged Parquet file");
    }

    @Test
    void refusesALabelOutsideTheClasses() throws IOException {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 2);
        DatasetRecord record = DatasetFixture.records(1, 1).get(0);
        rewrite(dataset, List.of(record, new DatasetRecord("x", 3, record.image())));

        assertThatThrownBy(() -> read(dataset, 0))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageContaining("Invalid label: 3 in record 1 (must be 0..2) in file:");
    }

    @Test
    void refusesAnImageOfAnotherSize() throws IOException {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 2);
        rewrite(dataset, List.of(new DatasetRecord("x", 0, new byte[59])));

        assertThatThrownBy(() -> read(dataset, 0))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageContaining("Invalid image: 59 bytes in record 0 (must be 60) in file:");
    }

    @Test
    void refusesAnotherNumberOfRecords() throws IOException {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 3);

        rewrite(dataset, DatasetFixture.records(2, 0));
        assertThatThrownBy(() -> read(dataset, 0)).hasMessageContaining("Invalid record count: 2 (must be 3)");
        rewrite(dataset, DatasetFixture.records(4, 0));
        assertThatThrownBy(() -> read(dataset, 0)).hasMessageContaining("Invalid record count: more than 3");
    }

    @Test
    void theCacheDecodesAShardOnceForManyThreads() throws Exception {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 40);
        ShardCache cache = new ShardCache(1 << 20);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<DecodedShard>> results = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> cached(cache, dataset, 0)))
                    .toList();
            DecodedShard first = results.get(0).get();
            for (Future<DecodedShard> result : results) {
                assertThat(result.get()).isSameAs(first);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(cache.heldBytes()).isEqualTo(read(dataset, 0).bytes());
    }

    @Test
    void theCacheDropsTheShardThatWasNotUsedForLongest() throws IOException {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 40, 40, 40);
        ShardCache cache = new ShardCache(2 * read(dataset, 0).bytes());
        DecodedShard first = cached(cache, dataset, 0);
        DecodedShard second = cached(cache, dataset, 1);
        cached(cache, dataset, 0);
        cached(cache, dataset, 2);

        assertThat(cached(cache, dataset, 0)).isSameAs(first);
        assertThat(cached(cache, dataset, 1)).isNotSameAs(second);
        assertThat(cache.heldBytes()).isEqualTo(2 * first.bytes());
    }

    @Test
    void theCacheForgetsAFailure() throws IOException {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 4);
        Path file = folder.resolve("set/train/part-00000.parquet");
        Path aside = folder.resolve("aside");
        ShardCache cache = new ShardCache(1 << 20);

        Files.move(file, aside);
        assertThatThrownBy(() -> cached(cache, dataset, 0)).hasMessageContaining("Missing shard: file:");
        Files.move(aside, file);
        assertThat(cached(cache, dataset, 0).records()).isEqualTo(4);
    }

    private void rewrite(Dataset dataset, List<DatasetRecord> records) throws IOException {
        Files.delete(folder.resolve("set/train/part-00000.parquet"));
        new ShardWriter(new org.apache.hadoop.fs.Path(dataset.location()), new Configuration())
                .write(Split.TRAIN, 0, records.iterator());
    }

    private static DecodedShard cached(ShardCache cache, Dataset dataset, int index) throws IOException {
        return cache.shard(dataset, dataset.shards(Split.TRAIN).get(index), new Configuration());
    }

    private static DecodedShard read(Dataset dataset, int index) throws IOException {
        return new ShardReader(dataset, new Configuration())
                .read(dataset.shards(Split.TRAIN).get(index));
    }

    private static byte[] image(DecodedShard shard, int row) {
        ByteBuffer buffer = ByteBuffer.allocate(shard.image().size());
        shard.copyImage(row, buffer);
        return buffer.array();
    }
}
