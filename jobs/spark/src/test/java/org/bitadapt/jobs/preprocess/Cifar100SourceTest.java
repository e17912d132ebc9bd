package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Cifar100SourceTest {

    private static final JavaSparkContext SPARK = LocalSpark.context();

    @TempDir
    Path folder;

    private Path binary;

    @BeforeEach
    void write() throws IOException {
        binary = Cifar100Files.binary(folder.resolve("in/cifar-100-binary"));
    }

    @Test
    void readsTheFolderAndTheFolderAroundIt() throws IOException {
        assertAllRecords(binary);
        assertAllRecords(folder.resolve("in"));
    }

    @Test
    void readsTheArchive() throws IOException {
        assertAllRecords(CifarFiles.archive(binary, folder.resolve("cifar-100-binary.tar.gz")));
    }

    @Test
    void readsTheFilesForPythonAndTheirArchive() throws IOException {
        Path python = Cifar100Files.python(binary, folder.resolve("cifar-100-python"));
        assertAllRecords(python);
        assertAllRecords(CifarFiles.archive(python, folder.resolve("cifar-100-python.tar.gz")));
    }

    private void assertAllRecords(Path input) throws IOException {
        CifarSource source = open(input);
        assertThat(source.name()).isEqualTo("cifar100");
        assertThat(source.classes()).isEqualTo(Cifar100Files.names());
        assertThat(source.ownSplits()).containsExactly(Split.TEST);
        Map<String, Reading.Labelled> found = new HashMap<>();
        for (Reading reading : source.read(SPARK).collect()) {
            Reading.Labelled labelled = (Reading.Labelled) reading;
            assertThat(found.put(labelled.record().id(), labelled)).isNull();
        }
        assertThat(found).hasSize(400);
        for (Split split : List.of(Split.TRAIN, Split.TEST)) {
            String file = split == Split.TRAIN ? "train.bin" : "test.bin";
            for (Cifar100Files.Expected expected : Cifar100Files.expected(binary.resolve(file))) {
                Reading.Labelled reading = found.get(expected.id());
                assertThat(reading.split()).isEqualTo(split);
                assertThat(reading.record().label()).isEqualTo(expected.label());
                assertThat(reading.record().image()).isEqualTo(expected.image());
            }
        }
    }

    @Test
    void aRecordMustHaveBothLabelsInRange() throws IOException {
        CifarFiles.patch(binary.resolve("train.bin"), 17 * Cifar100Files.RECORD, 20);
        CifarFiles.patch(binary.resolve("train.bin"), 18 * Cifar100Files.RECORD + 1, 100);
        CifarFiles.patch(binary.resolve("train.bin"), 19 * Cifar100Files.RECORD + 1, 99);
        CifarFiles.patch(binary.resolve("test.bin"), 3 * Cifar100Files.RECORD + 1, 255);
        byte[] train = Files.readAllBytes(binary.resolve("train.bin"));
        List<Reading.Rejected> rejected = rejected(binary);

        assertThat(rejected)
                .extracting(Reading.Rejected::message)
                .containsExactlyInAnyOrder(
                        "Invalid coarse label: 20 in train.bin, record 17 (must be 0..19)",
                        "Invalid fine label: 100 in train.bin, record 18 (must be 0..99)",
                        "Invalid fine label: 255 in test.bin, record 3 (must be 0..99)");
        for (Reading.Rejected reading : rejected) {
            if (reading.file().equals("train.bin")) {
                int start = (int) reading.record() * 3074;
                for (int i = 0; i < 3074; i++) {
                    assertThat(reading.raw()[i]).isEqualTo(train[start + i]);
                }
            }
        }
    }

    @Test
    void labelsOutOfRangeAreFoundInPicklesToo() throws IOException {
        CifarFiles.patch(binary.resolve("train.bin"), 17 * Cifar100Files.RECORD, 20);
        CifarFiles.patch(binary.resolve("test.bin"), 3 * Cifar100Files.RECORD + 1, 101);

        assertThat(rejected(Cifar100Files.python(binary, folder.resolve("python"))))
                .extracting(Reading.Rejected::message)
                .containsExactlyInAnyOrder(
                        "Invalid coarse label: 20 in train, record 17 (must be 0..19)",
                        "Invalid fine label: 101 in test, record 3 (must be 0..99)");
    }

    @Test
    void aFileOfAnotherLengthIsRejected() throws IOException {
        CifarFiles.cut(binary.resolve("train.bin"), 74);

        assertThat(rejected(binary))
                .extracting(Reading.Rejected::message)
                .containsExactly(
                        "Truncated record: 3000 bytes in train.bin, record 299 (must be 3074 bytes; the file is cut"
                                + " short)");
    }

    @Test
    void thePublishedClassesMustHaveThePublishedCounts() throws IOException {
        Files.delete(binary.resolve("fine_label_names.txt"));
        CifarSource source = open(binary);

        assertThat(source.classes())
                .hasSize(100)
                .isSorted()
                .startsWith("apple", "aquarium_fish", "baby")
                .endsWith("wolf", "woman", "worm")
                .contains("lawn_mower", "maple_tree", "sweet_pepper");
        assertThat(unusable(source))
                .containsExactlyInAnyOrder(
                        "Invalid batch file: train.bin has 300 records (must have 50000 records; --accept-short takes"
                                + " others)",
                        "Invalid batch file: test.bin has 100 records (must have 10000 records; --accept-short takes"
                                + " others)");
        assertThat(unusable(open(binary, true))).isEmpty();
        assertThat(open(binary, true).settings()).containsEntry("acceptShort", "true");
    }

    @Test
    void theCountsAreThoseOfThePublishedFiles() {
        CifarBatch train = new CifarBatch(CifarLayout.CIFAR100_BINARY, "train.bin", 100);
        CifarBatch test = new CifarBatch(CifarLayout.CIFAR100_PYTHON, "test", 100);

        assertThat(CifarCount.PUBLISHED.holds(50_000, train)).isTrue();
        assertThat(CifarCount.PUBLISHED.holds(10_000, train)).isFalse();
        assertThat(CifarCount.PUBLISHED.holds(10_000, test)).isTrue();
        assertThat(CifarCount.PUBLISHED.holds(50_000, test)).isFalse();
    }

    @Test
    void anEmptyFileIsRefusedUnlessAskedFor() throws IOException {
        Files.write(binary.resolve("test.bin"), new byte[0]);

        assertThat(unusable(open(binary)))
                .containsExactly("Invalid batch file: test.bin has 0 records (must have 1 record or more;"
                        + " --accept-short takes others)");
        assertThat(unusable(open(binary, true))).isEmpty();
    }

    @Test
    void namesTheFilesThatAreMissing() throws IOException {
        Files.delete(binary.resolve("test.bin"));
        assertThatThrownBy(() -> open(binary))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Missing file: test.bin in file:");
        Path python = Files.createDirectories(folder.resolve("python"));
        Files.writeString(python.resolve("test"), "");
        assertThatThrownBy(() -> open(python)).hasMessageStartingWith("Missing file: train in file:");
    }

    @Test
    void saysWhichFilesItNeedsAndKnowsThoseOfTheOtherSource() throws IOException {
        Path cifar10 = CifarFiles.binary(folder.resolve("ten"));
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching("Invalid CIFAR-100 input: file:.* \\(must hold train.bin or train\\)");
        assertThatThrownBy(() -> open(cifar10))
                .isInstanceOfSatisfying(
                        BadInputException.class,
                        e -> assertThat(e.remedy()).contains("These are files of CIFAR-10: give --source cifar10."));
        assertThatThrownBy(() -> CifarSource.open(CifarDataset.CIFAR10, path(binary), false, conf()))
                .hasMessageMatching(
                        "Invalid CIFAR-10 input: file:.* \\(must hold data_batch_1.bin ... or" + " data_batch_1 ...\\)")
                .isInstanceOfSatisfying(
                        BadInputException.class,
                        e -> assertThat(e.remedy()).contains("These are files of CIFAR-100: give --source cifar100."));
    }

    @Test
    void aDamagedPickleIsUnusable() throws IOException {
        Path python = Cifar100Files.python(binary, folder.resolve("python"));
        byte[] data = new byte[2 * 3072];
        Files.write(python.resolve("train"), pickle(data, "fine_labels", 2, "coarse_labels", 1));
        Files.write(python.resolve("test"), pickle(data, "fine_labels", 2, "labels", 2));

        assertThat(unusable(open(python)))
                .containsExactlyInAnyOrder(
                        "Invalid batch file: train (must be a pickle of CIFAR-100 images; found data of 2 x 3072 for 1"
                                + " labels)",
                        "Invalid batch file: test (must be a pickle of CIFAR-100 images; found a dictionary without"
                                + " coarse_labels)");
        Files.write(python.resolve("meta"), CifarFiles.Pickle.meta("label_names", Cifar100Files.names()));
        assertThatThrownBy(() -> open(python))
                .hasMessage("Invalid batch file: meta (must be a pickle of CIFAR-100 images; found a dictionary without"
                        + " fine_label_names)");
    }

    private static byte[] pickle(byte[] data, String key, int labels, String otherKey, int otherLabels)
            throws IOException {
        return new CifarFiles.Pickle()
                .start()
                .key("data")
                .array(2, 3072, data, false)
                .key(key)
                .list(new int[labels])
                .key(otherKey)
                .list(new int[otherLabels])
                .end();
    }

    @Test
    void labelsThatAreNoNumbersMakeAPickleUnusable() throws IOException {
        Path python = Cifar100Files.python(binary, folder.resolve("python"));
        byte[] text = new CifarFiles.Pickle()
                .start()
                .key("data")
                .array(1, 3072, new byte[3072], false)
                .key("coarse_labels")
                .raw("](U\1aeU\13fine_labels](U\1ae")
                .end();
        Files.write(python.resolve("test"), text);

        assertThat(unusable(open(python)))
                .containsExactly("Invalid batch file: test (must be a pickle of CIFAR-100 images; found values of other"
                        + " types)");
    }

    @Test
    void refusesAnArchiveWithAFileTwice() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        CifarFiles.contents(binary).forEach((name, bytes) -> {
            entries.put("a/" + name, bytes);
            entries.put("b/" + name, bytes);
        });
        Path archive = CifarFiles.archive(entries, folder.resolve("twice.tar.gz"));
        assertThatThrownBy(() -> open(archive))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid archive: twice.tar.gz has test.bin twice (must have it once)");
    }

    /** The published checksums are those of TensorFlow Datasets' url_checksums. */
    @ParameterizedTest
    @CsvSource({
        "cifar10, cifar-10-binary.tar.gz, c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
        "cifar100, cifar-100-binary.tar.gz, 58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"
    })
    void aDownloadMustBeThePublishedArchive(String word, String archive, String sha256) throws IOException {
        assertThat(CifarDataset.valueOf(word.toUpperCase(Locale.ROOT)).archive())
                .hasToString("https://www.cs.toronto.edu/~kriz/" + archive);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(new byte[] {'b', 'a', 'd'});
            }
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/" + archive;
            Tool.Result result = Tool.run(
                    "preprocess",
                    "--source=" + word,
                    "--input=download",
                    "--output=" + folder.resolve("set"),
                    "--url=" + url,
                    "--cache=" + folder.resolve("cache"));
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.failures())
                    .singleElement()
                    .asString()
                    .contains("Invalid download: sha256 ", " of " + url + " (must be " + sha256 + ")");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theCommandsMakeADatasetOf100ClassesAndTrainOnIt() throws IOException {
        String data = folder.resolve("set").toString();
        JsonNode figures = json(
                "preprocess",
                "--source=cifar100",
                "--input=" + CifarFiles.archive(binary, folder.resolve("cifar-100-binary.tar.gz")),
                "--output=" + data,
                "--json");

        assertThat(figures.get("classes").asInt()).isEqualTo(100);
        assertThat(figures.get("trainRecords").asLong()).isEqualTo(300);
        assertThat(figures.get("testRecords").asLong()).isEqualTo(100);
        JsonNode manifest =
                new ObjectMapper().readTree(folder.resolve("set/manifest.json").toFile());
        assertThat(manifest.get("classes")).extracting(JsonNode::asText).isEqualTo(Cifar100Files.names());
        List<Row> rows = LocalSpark.session()
                .read()
                .parquet(data + "/test")
                .orderBy("id")
                .collectAsList();
        Map<String, Cifar100Files.Expected> expected = new HashMap<>();
        Cifar100Files.expected(binary.resolve("test.bin")).forEach(record -> expected.put(record.id(), record));
        assertThat(rows).hasSize(100).allSatisfy(row -> {
            Cifar100Files.Expected record = expected.get(row.<String>getAs("id"));
            assertThat(row.<Integer>getAs("label")).isEqualTo(record.label());
            assertThat(row.<byte[]>getAs("image")).isEqualTo(record.image());
        });

        String run = folder.resolve("run").toString();
        json("train", "--data=" + data, "--run=" + run, "--json", "--set=network.name=resnet8", "--set=train.epochs=1");
        JsonNode score = json("evaluate", "--model=" + run, "--data=" + data, "--json");
        assertThat(score.get("records").asLong()).isEqualTo(100);
        assertThat(score.get("perClass")).hasSize(100);
    }

    private static JsonNode json(String... arguments) throws IOException {
        Tool.Result result = Tool.run(arguments);
        assertThat(result.exitCode()).as(result.errors()).isZero();
        return new ObjectMapper().readTree(result.output());
    }

    private static List<Reading.Rejected> rejected(Path input) throws IOException {
        List<Reading.Rejected> rejected = new ArrayList<>();
        for (Reading reading : open(input).read(SPARK).collect()) {
            if (reading instanceof Reading.Rejected found) {
                rejected.add(found);
            } else {
                assertThat(reading).isInstanceOf(Reading.Labelled.class);
            }
        }
        return rejected;
    }

    private static List<String> unusable(CifarSource source) {
        return source.read(SPARK).collect().stream()
                .filter(Reading.Unusable.class::isInstance)
                .map(reading -> ((Reading.Unusable) reading).message())
                .toList();
    }

    private static CifarSource open(Path input) throws IOException {
        return open(input, false);
    }

    private static CifarSource open(Path input, boolean isShortAccepted) throws IOException {
        return CifarSource.open(CifarDataset.CIFAR100, path(input), isShortAccepted, conf());
    }

    private static org.apache.hadoop.fs.Path path(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }

    private static org.apache.hadoop.conf.Configuration conf() {
        return SPARK.hadoopConfiguration();
    }
}
