package org.bitadapt.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.pku.UnreliableFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {

    @TempDir
    Path folder;

    @Test
    void opensWhatWasWritten() throws IOException {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 7, 5);

        assertThat(dataset.manifest()).isEqualTo(DatasetFixture.manifest(dataset.shards(Split.TRAIN)));
        assertThat(dataset.shards(Split.TRAIN)).extracting(Shard::records).containsExactly(7, 5);
        assertThat(dataset.shards(Split.TEST)).isEmpty();
    }

    @Test
    void survivesJavaSerialization() throws Exception {
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), 3);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(dataset);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Dataset copy = (Dataset) in.readObject();
            assertThat(copy.manifest()).isEqualTo(dataset.manifest());
            assertThat(copy.location()).isEqualTo(dataset.location());
        }
    }

    @Test
    void keepsDerivedFiguresOutOfTheManifest() throws IOException {
        DatasetFixture.write(folder.resolve("set"), 3);

        assertThat(folder.resolve("set/manifest.json"))
                .content()
                .contains("\"train\" : {", "\"height\" : 5", "\"contentSha256\"")
                .doesNotContain("vector", "size");
    }

    @Test
    void refusesAFolderWithoutManifest() {
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageContainingAll("Invalid data set: file:", "must be a folder with a manifest.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "formatVersion" : 1 | "formatVersion" : 9   | Invalid format version: 9 (must be 1
                    "height" : 5        | "height" : 0          | Invalid shape: 3x0x4
                    "records" : 4       | "records" : 5         | Invalid record count: 5 (must be the sum over shards
                    0.125               | 1.5                   | Invalid mean: 1.5 (must be 0..1)
                    "train" :           | "training" :          | Invalid manifest: Cannot deserialize Map key
                    "seed" : 7          | "seed" : seven        | Invalid manifest: Unrecognized token 'seven'
                    "c" ]               | "c", "d" ]            | Invalid class counts: 3 in train (must be 4)
                    part-00000          | ../part-00000         | Invalid shard name: train/../part-00000.parquet
                    """)
    void refusesADamagedManifest(String was, String is, String message) throws IOException {
        DatasetFixture.write(folder.resolve("set"), 4);
        Path manifest = folder.resolve("set/manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).contains(was);
        rewrite(manifest, text.replace(was, is));

        assertThatThrownBy(() -> open(folder.resolve("set")))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith("manifest.json")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAMissingShard() throws IOException {
        DatasetFixture.write(folder.resolve("set"), 4, 4);
        Files.delete(folder.resolve("set/train/part-00001.parquet"));

        assertThatThrownBy(() -> open(folder.resolve("set")))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageContainingAll("Missing shard: train/part-00001.parquet in file:", "--overwrite");
    }

    @Test
    void refusesAShardCutShort() throws IOException {
        DatasetFixture.write(folder.resolve("set"), 4);
        Path shard = folder.resolve("set/train/part-00000.parquet");
        byte[] bytes = Files.readAllBytes(shard);
        Files.write(shard, java.util.Arrays.copyOf(bytes, bytes.length - 1));

        assertThatThrownBy(() -> open(folder.resolve("set")))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageContainingAll("Invalid shard: " + (bytes.length - 1) + " bytes", "must be " + bytes.length);
    }

    @Test
    void isInvisibleUntilItIsCommittedAndGoneIfItNeverIs() throws IOException {
        org.apache.hadoop.fs.Path target =
                new org.apache.hadoop.fs.Path(folder.resolve("set").toUri());
        try (DatasetStaging staging = new DatasetStaging(target, new Configuration())) {
            new ShardWriter(staging.folder(), new Configuration())
                    .write(Split.TRAIN, 0, DatasetFixture.records(3, 1).iterator());
            assertThat(folder.resolve("set")).doesNotExist();
        }

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void deletesWhatAKilledJobLeftForTheSameTargetLongAgo() throws IOException {
        Path abandoned = Files.createDirectories(folder.resolve(".set.staging-1/train"));
        Path running = Files.createDirectories(folder.resolve(".set.staging-2"));
        Path other = Files.createDirectories(folder.resolve(".other.staging-3"));
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
        Files.setLastModifiedTime(abandoned.getParent(), longAgo);
        Files.setLastModifiedTime(other, longAgo);
        DatasetFixture.write(folder.resolve("set"), 3);

        assertThat(abandoned.getParent()).doesNotExist();
        assertThat(running).exists();
        assertThat(other).exists();
    }

    @Test
    void doesNotCommitOverAnotherDatasetButReplacesIt() throws IOException {
        Dataset first = DatasetFixture.write(folder.resolve("set"), 3);
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(first.location());

        try (DatasetStaging staging = new DatasetStaging(target, new Configuration())) {
            DatasetManifest manifest =
                    DatasetFixture.manifest(List.of(new ShardWriter(staging.folder(), new Configuration())
                            .write(Split.TRAIN, 0, DatasetFixture.records(6, 1).iterator())));
            assertThatThrownBy(() -> staging.commit(manifest)).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(open(folder.resolve("set")).shards(Split.TRAIN)).isEqualTo(first.shards(Split.TRAIN));
            staging.replace(manifest);
        }

        assertThat(open(folder.resolve("set")).manifest().split(Split.TRAIN).records())
                .isEqualTo(6);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("set"));
        }
    }

    @Test
    void whatWasThereComesBackIfTheNewOneCannotTakeItsName() throws IOException {
        DatasetFixture.write(folder.resolve("set"), 3);
        org.apache.hadoop.fs.Path target =
                new org.apache.hadoop.fs.Path(UnreliableFiles.location(folder.resolve("set")));

        try (DatasetStaging staging = new DatasetStaging(target, UnreliableFiles.configuration())) {
            DatasetManifest manifest =
                    DatasetFixture.manifest(List.of(new ShardWriter(staging.folder(), UnreliableFiles.configuration())
                            .write(Split.TRAIN, 0, DatasetFixture.records(6, 1).iterator())));
            UnreliableFiles.fail(true);
            assertThatThrownBy(() -> staging.replace(manifest))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot rename ");
        } finally {
            UnreliableFiles.fail(false);
        }

        assertThat(open(folder.resolve("set")).manifest().split(Split.TRAIN).records())
                .isEqualTo(3);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("set"));
        }
    }

    @Test
    void aDataSetThatAKilledJobWasReplacingGetsItsNameBackOrIsDeleted() throws IOException {
        org.apache.hadoop.fs.Path target =
                new org.apache.hadoop.fs.Path(folder.resolve("set").toUri());
        DatasetFixture.write(folder.resolve("set"), 3);
        Files.move(folder.resolve("set"), folder.resolve(".set.old-1"));
        Files.createDirectories(folder.resolve(".other.old-1"));
        new DatasetStaging(target, new Configuration()).close();
        assertThat(open(folder.resolve("set")).manifest().split(Split.TRAIN).records())
                .isEqualTo(3);

        Files.createDirectories(folder.resolve(".set.old-2/train"));
        new DatasetStaging(target, new Configuration()).close();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(folder.resolve("set"), folder.resolve(".other.old-1"));
        }
    }

    /** A name that a data set could have proves nothing: only files that the manifest lists are replaced. */
    @Test
    void aFolderWithTheNamesOfADataSetIsNobodysDataSet() throws IOException {
        Path photos = folder.resolve("[photos] {a,b}*");
        for (String name : List.of("train/red/1.png", "test/red/2.png", "manifest.json", ".train/x")) {
            Files.createDirectories(photos.resolve(name).getParent());
            Files.writeString(photos.resolve(name), "{\"name\": \"my photos\"}");
        }
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(photos.toUri());
        assertThatThrownBy(() -> DatasetStaging.requireReplaceable(target, new Configuration()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(" has .train ");
        try (DatasetStaging staging = new DatasetStaging(target, new Configuration())) {
            DatasetManifest manifest =
                    DatasetFixture.manifest(List.of(new ShardWriter(staging.folder(), new Configuration())
                            .write(Split.TRAIN, 0, DatasetFixture.records(6, 1).iterator())));
            assertThatThrownBy(() -> staging.replace(manifest)).isInstanceOf(BadInputException.class);
        }
        assertThat(photos.resolve("train/red/1.png")).exists();
        assertThat(photos.resolve("test/red/2.png")).exists();
    }

    @Test
    void aFileThatWasPutIntoADataSetIsNotReplacedWithIt() throws IOException {
        DatasetFixture.write(folder.resolve("set"), 3);
        org.apache.hadoop.fs.Path target =
                new org.apache.hadoop.fs.Path(folder.resolve("set").toUri());
        DatasetStaging.requireReplaceable(target, new Configuration());
        Path own = Files.writeString(folder.resolve("set/train/part-00001.parquet"), "x");
        assertThatThrownBy(() -> DatasetStaging.requireReplaceable(target, new Configuration()))
                .isInstanceOf(BadInputException.class);
        Files.delete(own);
        Files.createSymbolicLink(folder.resolve("set/validation"), folder);
        assertThatThrownBy(() -> DatasetStaging.requireReplaceable(target, new Configuration()))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void leftoversOfATargetAreFoundByNameAndNotByPattern() throws IOException {
        Path other = Files.createDirectories(folder.resolve(".seta.old-1"));
        org.apache.hadoop.fs.Path target =
                new org.apache.hadoop.fs.Path(folder.resolve("set[a]").toUri());
        DatasetStaging.recover(target, new Configuration());
        assertThat(other).exists();
        assertThat(folder.resolve("set[a]")).doesNotExist();
    }

    /** The records are the same under any order of the classes; the counts are computed by hand. */
    @Test
    void recordsKeepTheirClassInAnotherOrderOfTheClasses() throws IOException {
        Dataset stored = DatasetFixture.write(folder.resolve("set"), 7);
        Dataset seen = stored.inOrderOf(List.of("c", "a", "b")).orElseThrow();
        assertThat(seen.manifest().classes()).containsExactly("c", "a", "b");
        // Records 0, 3, 6 are a; 1, 4 are b; 2, 5 are c.
        assertThat(seen.manifest().split(Split.TRAIN).recordsPerClass()).containsExactly(2L, 3L, 2L);
        DecodedShard shard = new ShardReader(seen, new Configuration())
                .read(seen.shards(Split.TRAIN).get(0));
        ShardCache cache = new ShardCache(1 << 20);
        DecodedShard plain = cache.shard(stored, stored.shards(Split.TRAIN).get(0), new Configuration());
        DecodedShard cached = cache.shard(seen, seen.shards(Split.TRAIN).get(0), new Configuration());
        for (int row = 0; row < 7; row++) {
            assertThat(plain.label(row)).isEqualTo(row % 3);
            assertThat(shard.label(row)).isEqualTo(new int[] {1, 2, 0}[row % 3]);
            assertThat(cached.label(row)).isEqualTo(shard.label(row));
        }
        assertThat(stored.inOrderOf(List.of("A", "b", "c"))).isEmpty();
        assertThat(seen.inOrderOf(List.of("a", "b", "c")).orElseThrow().manifest())
                .isEqualTo(stored.manifest());
    }

    @Test
    void aNetworkReadsPixelsAsItWasTrainedTo() throws IOException {
        Dataset stored = DatasetFixture.write(folder.resolve("set"), 3);
        PixelNormalization other = new PixelNormalization(List.of(7, 128, 250), 0.0173f);
        DatasetManifest seen = stored.normalizedBy(other).manifest();
        assertThat(PixelNormalization.of(seen.mean(), seen.standardDeviation())).isEqualTo(other);
        PixelNormalization own = PixelNormalization.of(
                stored.manifest().mean(), stored.manifest().standardDeviation());
        assertThat(stored.normalizedBy(own).manifest()).isSameAs(stored.manifest());
        assertThat(stored.pixels()).isEqualTo(own);
        PixelNormalization shifted = new PixelNormalization(List.of(7, 128, 250), 1 / 1000f, List.of(0.25f, 0f, 9f));
        assertThat(stored.normalizedBy(shifted).pixels()).isEqualTo(shifted);
        assertThat(stored.normalizedBy(shifted)
                        .inOrderOf(stored.manifest().classes())
                        .orElseThrow()
                        .pixels())
                .isEqualTo(shifted);
    }

    private static Dataset open(Path path) throws IOException {
        return Dataset.open(new org.apache.hadoop.fs.Path(path.toUri()), new Configuration());
    }

    /** Replaces a file together with the checksum that Hadoop's local file system keeps beside it. */
    private static void rewrite(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }
}
