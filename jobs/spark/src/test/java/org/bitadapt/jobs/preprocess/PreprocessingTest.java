package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.DecodedShard;
import org.bitadapt.jobs.dataset.Shard;
import org.bitadapt.jobs.dataset.ShardReader;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.preprocess.Preprocessing.Existing;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessingTest {

    private static final PreprocessOptions OPTIONS = new PreprocessOptions(0, 0.2, 3, 50, BadRecords.ERROR);
    private static final PreprocessOptions QUARANTINE = new PreprocessOptions(0, 0.2, 3, 50, BadRecords.QUARANTINE);

    @TempDir
    static Path shared;

    private static final JavaSparkContext SPARK = LocalSpark.context();
    private static Dataset made;

    @TempDir
    Path folder;

    private Path cifar;

    @BeforeAll
    static void makeADataset() throws IOException {
        Path input = CifarFiles.binary(shared.resolve("cifar"));
        made = run(input, OPTIONS, shared.resolve("set"), Existing.KEEP).dataset();
    }

    @BeforeEach
    void writeCifar() throws IOException {
        cifar = CifarFiles.binary(folder.resolve("cifar"));
    }

    @Test
    void everyRecordOfTheSourceIsInOneSplitUnchanged() throws IOException {
        Map<String, DatasetRecord> found = new HashMap<>();
        for (Split split : Split.values()) {
            records(made, split)
                    .forEach(
                            record -> assertThat(found.put(record.id(), record)).isNull());
        }

        assertThat(found).hasSize(6 * CifarFiles.PER_FILE);
        for (String file : List.of("data_batch_1.bin", "data_batch_4.bin", "test_batch.bin")) {
            for (DatasetRecord expected : CifarFiles.records(cifar.resolve(file))) {
                assertThat(found.get(expected.id()).label()).isEqualTo(expected.label());
                assertThat(found.get(expected.id()).image()).isEqualTo(expected.image());
            }
        }
        assertThat(records(made, Split.TEST)).allMatch(record -> record.id().startsWith("test_batch/"));
    }

    @Test
    void theValidationSplitIsTheSameShareOfEveryClass() throws IOException {
        assertThat(made.manifest().split(Split.TRAIN).recordsPerClass())
                .containsOnly(12L)
                .hasSize(10);
        assertThat(made.manifest().split(Split.VALIDATION).recordsPerClass()).containsOnly(3L);
        assertThat(made.manifest().split(Split.TEST).recordsPerClass()).containsOnly(3L);
    }

    @Test
    void shardsAreOfEqualSizeAndShuffled() throws IOException {
        List<String> ids =
                records(made, Split.TRAIN).stream().map(DatasetRecord::id).toList();

        assertThat(made.shards(Split.TRAIN)).extracting(Shard::records).containsExactly(40, 40, 40);
        assertThat(ids).isNotEqualTo(ids.stream().sorted().toList());
        assertThat(ids.subList(0, 40)).anyMatch(id -> id.startsWith("data_batch_1/"));
        assertThat(ids.subList(0, 40)).anyMatch(id -> id.startsWith("data_batch_5/"));
    }

    @Test
    void statisticsAreThoseOfTheTrainingSplitsPixels() throws IOException {
        List<DatasetRecord> train = records(made, Split.TRAIN);

        for (int channel = 0; channel < 3; channel++) {
            List<Double> values = new ArrayList<>();
            for (DatasetRecord record : train) {
                for (int i = channel; i < record.image().length; i += 3) {
                    values.add((record.image()[i] & 0xff) / 255.0);
                }
            }
            double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
            double variance = values.stream()
                    .mapToDouble(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            assertThat(made.manifest().mean().get(channel)).isCloseTo(mean, within(1e-10));
            assertThat(made.manifest().standardDeviation().get(channel)).isCloseTo(Math.sqrt(variance), within(1e-10));
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOtherSplits() throws IOException {
        Dataset second = run(OPTIONS, "second/set").dataset();
        Dataset other = run(new PreprocessOptions(0, 0.2, 4, 50, BadRecords.ERROR), "other")
                .dataset();

        assertThat(second.manifest()).isEqualTo(made.manifest());
        assertThat(records(other, Split.VALIDATION))
                .extracting(DatasetRecord::id)
                .doesNotContainSequence(records(made, Split.VALIDATION).stream()
                        .map(DatasetRecord::id)
                        .toList());
    }

    @Test
    void archivesAndTheFilesForPythonGiveTheSameShards() throws IOException {
        Path python = CifarFiles.python(folder.resolve("python"));
        List<Path> inputs = List.of(
                CifarFiles.archive(cifar, folder.resolve("binary.tar.gz")),
                python,
                CifarFiles.archive(python, folder.resolve("python.tar.gz")));

        for (Path input : inputs) {
            Path output = folder.resolve("from-" + input.getFileName());
            DatasetManifest manifest =
                    run(input, OPTIONS, output, Existing.KEEP).dataset().manifest();
            assertThat(manifest.splits()).isEqualTo(made.manifest().splits());
            assertThat(manifest.classes()).isEqualTo(made.manifest().classes());
        }
    }

    @Test
    void theManifestNamesTheSourcesWithTheirChecksums() throws IOException {
        assertThat(made.manifest().provenance().sources()).hasSize(6).first().satisfies(source -> {
            assertThat(source.name()).isEqualTo("data_batch_1.bin");
            assertThat(source.bytes()).isEqualTo((long) CifarFiles.PER_FILE * CifarFiles.RECORD);
        });
        assertThat(made.manifest().provenance().createdBy()).startsWith("bitadapt ");
        assertThat(made.manifest().provenance().settings()).containsEntry("validation", "0.2");
    }

    @Test
    void theSameCommandAgainIsUpToDate() throws IOException {
        Preprocessing.Result again = run(cifar, OPTIONS, shared.resolve("set"), Existing.KEEP);

        assertThat(again.upToDate()).isTrue();
        assertThat(again.dataset().manifest()).isEqualTo(made.manifest());
    }

    @Test
    void refusesAnOutputThatAnotherCommandMadeUnlessItMayReplaceIt() throws IOException {
        PreprocessOptions changed = new PreprocessOptions(0, 0.4, 3, 50, BadRecords.ERROR);

        Files.createDirectories(folder.resolve("set"));
        assertThatThrownBy(() -> run(cifar, changed, shared.resolve("set"), Existing.KEEP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("Invalid output: ", "must not exist");
        Preprocessing.Result replaced = run(cifar, changed, folder.resolve("set"), Existing.REPLACE);
        assertThat(replaced.upToDate()).isFalse();
        assertThat(replaced.dataset().manifest().split(Split.VALIDATION).records())
                .isEqualTo(60);
    }

    @Test
    void refusesAFolderOfOtherThingsAsOutput() throws IOException {
        Files.createDirectories(folder.resolve("set/photos"));

        assertThatThrownBy(() -> run(OPTIONS, "set")).hasMessageContaining("Invalid output: ");
        assertThat(folder.resolve("set/photos")).isDirectory();
    }

    @Test
    void replacesNothingButADataSet() throws IOException {
        Path set = Files.createDirectories(folder.resolve("set/photos")).getParent();
        assertThatThrownBy(() -> run(cifar, OPTIONS, set, Existing.REPLACE))
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching("Invalid output: .*/set has photos \\(must be a data set to be replaced\\)");
        Files.writeString(set.resolve("manifest.json"), "{}");
        assertThatThrownBy(() -> run(cifar, OPTIONS, set, Existing.REPLACE)).hasMessageContaining(" has photos ");
        assertThat(set.resolve("photos")).isDirectory();

        Files.delete(set.resolve("photos"));
        assertThatThrownBy(() -> run(cifar, OPTIONS, set, Existing.REPLACE))
                .hasMessageContaining(" has a manifest.json of something else ");
        Files.delete(set.resolve("manifest.json"));
        run(cifar, OPTIONS, set, Existing.REPLACE);
        Files.delete(set.resolve("train/part-00000.parquet"));
        Dataset damaged = run(cifar, OPTIONS, set, Existing.REPLACE).dataset();
        assertThat(damaged.manifest()).isEqualTo(made.manifest());
        Path own = Files.writeString(set.resolve("test/photo.png"), "x");
        assertThatThrownBy(() -> run(cifar, OPTIONS, set, Existing.REPLACE))
                .hasMessageContaining(" has test/photo.png ");
        Files.delete(own);
        Files.delete(set.resolve("manifest.json"));
        assertThatThrownBy(() -> run(cifar, OPTIONS, set, Existing.REPLACE))
                .hasMessageContaining(" has no manifest.json ");
        assertThatThrownBy(() -> run(cifar, OPTIONS, cifar.resolve("test_batch.bin"), Existing.REPLACE))
                .hasMessageContaining(" has test_batch.bin ");
        assertThat(cifar.resolve("test_batch.bin")).exists();
    }

    @Test
    void aLabelOutOfRangeIsAnErrorThatNamesTheRecordAndLeavesNothing() throws IOException {
        CifarFiles.patch(cifar.resolve("data_batch_3.bin"), 17 * CifarFiles.RECORD, 11);
        CifarFiles.patch(cifar.resolve("data_batch_5.bin"), 0, 200);

        assertThatThrownBy(() -> run(OPTIONS, "set"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid label: 11 in data_batch_3.bin, record 17 (must be 0..9) (and 1 more)");
        assertNothingIsLeft();
    }

    @Test
    void aTruncatedFileIsAnErrorThatNamesTheRecordAndLeavesNothing() throws IOException {
        CifarFiles.cut(cifar.resolve("data_batch_2.bin"), 73);

        assertThatThrownBy(() -> run(OPTIONS, "set"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Truncated record: 3000 bytes in data_batch_2.bin, record 29"
                        + " (must be 3073 bytes; the file is cut short)");
        assertNothingIsLeft();
    }

    @Test
    void badRecordsAreQuarantinedWithTheirBytesAndTheReason() throws IOException {
        CifarFiles.patch(cifar.resolve("data_batch_3.bin"), 17 * CifarFiles.RECORD, 11);
        CifarFiles.cut(cifar.resolve("test_batch.bin"), 73);
        DatasetManifest manifest = run(QUARANTINE, "set").dataset().manifest();
        List<String> lines = Files.readAllLines(folder.resolve("set/quarantine/rejected.jsonl"));
        JsonNode label = new ObjectMapper().readTree(lines.get(0));
        JsonNode truncated = new ObjectMapper().readTree(lines.get(1));

        assertThat(lines).hasSize(2);
        assertThat(manifest.provenance().quarantined()).isEqualTo(2);
        assertThat(manifest.split(Split.TEST).records()).isEqualTo(29);
        assertThat(label.get("reason").asText())
                .isEqualTo("Invalid label: 11 in data_batch_3.bin, record 17 (must be 0..9)");
        assertThat(label.get("bytes").binaryValue())
                .isEqualTo(java.util.Arrays.copyOfRange(
                        Files.readAllBytes(cifar.resolve("data_batch_3.bin")),
                        17 * CifarFiles.RECORD,
                        18 * CifarFiles.RECORD));
        assertThat(truncated.get("file").asText()).isEqualTo("test_batch.bin");
        assertThat(truncated.get("record").asLong()).isEqualTo(29);
        assertThat(truncated.get("bytes").binaryValue()).hasSize(3000);
    }

    @Test
    void anUnusableFileIsAnErrorEvenWithQuarantine() throws IOException {
        Path python = CifarFiles.python(folder.resolve("python"));
        CifarFiles.cut(python.resolve("data_batch_2"), 500);

        assertThatThrownBy(() -> run(python, QUARANTINE, folder.resolve("set"), Existing.KEEP))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid batch file: data_batch_2 (must be");
        assertThat(folder.resolve("set")).doesNotExist();
    }

    @Test
    void sparkSqlReadsASplit() throws IOException {
        var rows = LocalSpark.session().read().parquet(made.location() + "/test");

        assertThat(rows.schema().simpleString()).isEqualTo("struct<id:string,label:int,image:binary>");
        assertThat(rows.count()).isEqualTo(CifarFiles.PER_FILE);
    }

    private Preprocessing.Result run(PreprocessOptions options, String output) throws IOException {
        return run(cifar, options, folder.resolve(output), Existing.KEEP);
    }

    private static Preprocessing.Result run(Path input, PreprocessOptions options, Path output, Existing existing)
            throws IOException {
        ImageSource source = CifarSource.open(
                CifarDataset.CIFAR10, new org.apache.hadoop.fs.Path(input.toUri()), false, SPARK.hadoopConfiguration());
        return new Preprocessing(SPARK, source, options).run(new org.apache.hadoop.fs.Path(output.toUri()), existing);
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(cifar);
        }
    }

    private static List<DatasetRecord> records(Dataset dataset, Split split) throws IOException {
        List<DatasetRecord> records = new ArrayList<>();
        for (Shard shard : made.shards(split)) {
            DecodedShard decoded = new ShardReader(dataset, new Configuration()).read(shard);
            for (int row = 0; row < decoded.records(); row++) {
                ByteBuffer image = ByteBuffer.allocate(decoded.image().size());
                decoded.copyImage(row, image);
                records.add(new DatasetRecord(decoded.id(row), decoded.label(row), image.array()));
            }
        }
        return records;
    }
}
