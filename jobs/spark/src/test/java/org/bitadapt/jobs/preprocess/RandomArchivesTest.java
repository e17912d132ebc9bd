package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.spark.sql.Row;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests random CIFAR-10 archives, most of them damaged: the records that are taken must be those that Python's {@code
 * tarfile} finds, record by record. {@code -Dbitadapt.random.archives} is their number, {@code -Dbitadapt.random.seed}
 * the first of their seeds.
 */
class RandomArchivesTest {

    /**
     * A script that writes the records of an archive as JSON: label and pixels by id, for records whose labels have a
     * class.
     */
    private static final String READ = """
            import json, re, sys, tarfile
            records, classes = {}, 0
            with tarfile.open(sys.argv[1]) as archive:
                for entry in archive:
                    name = entry.name.rsplit("/", 1)[-1]
                    if entry.isfile() and name == "batches.meta.txt":
                        text = archive.extractfile(entry).read().decode()
                        classes = sum(line.strip() != "" for line in re.split("[\\r\\n]", text))
                    if entry.isfile() and re.fullmatch(r"(data_batch_[0-9]{1,4}|test_batch)\\.bin", name):
                        content = archive.extractfile(entry).read()
                        for i in range(len(content) // 3073):
                            record = content[3073 * i:3073 * (i + 1)]
                            records[f"{name[:-4]}/{i}"] = record
            print(json.dumps({name: record.hex() for name, record in records.items() if record[0] < classes}))
            """;

    @TempDir
    static Path images;

    private static Map<String, byte[]> published;

    @TempDir
    Path place;

    static LongStream seeds() {
        long first = Long.getLong("bitadapt.random.seed", 1);
        return LongStream.range(first, first + Long.getLong("bitadapt.random.archives", 30));
    }

    @BeforeAll
    static void prepare() throws IOException {
        published = CifarFiles.contents(CifarFiles.binary(images));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void whatIsTakenIsWhatPythonFinds(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        Path archive = Files.write(place.resolve("cifar.tar.gz"), damaged(zipped(random), random));
        Path output = place.resolve("set");
        List<String> arguments = new ArrayList<>(List.of(
                "preprocess",
                "--source=cifar10",
                "--input=" + archive,
                "--output=" + output,
                "--validation=0",
                "--on-bad-record=" + (random.nextBoolean() ? "error" : "quarantine")));
        if (random.nextBoolean()) {
            arguments.add("--accept-short");
        }
        Tool.Result result = Tool.run(arguments.toArray(String[]::new));
        if (result.exitCode() == 0) {
            Map<String, String> expected = foundByPython(archive);
            Map<String, String> taken = taken(output);
            assertThat(String.join(" ", taken.keySet())).isEqualTo(String.join(" ", expected.keySet()));
            assertThat(taken.keySet()).allMatch(id -> taken.get(id).equals(expected.get(id)));
        } else {
            assertThat(result.exitCode()).as(result.errors()).isEqualTo(2);
            assertThat(result.failures()).as(result.errors()).hasSize(1);
            assertThat(result.errors()).doesNotContain("Exception");
            assertThat(output).doesNotExist();
        }
    }

    /** The records of a data set in the form of a binary batch, by id. */
    private static Map<String, String> taken(Path output) {
        Map<String, String> records = new TreeMap<>();
        for (Row row : LocalSpark.session()
                .read()
                .option("recursiveFileLookup", true)
                .option("pathGlobFilter", "*.parquet")
                .parquet(output.toString())
                .collectAsList()) {
            byte[] image = row.getAs("image");
            byte[] record = new byte[CifarFiles.RECORD];
            record[0] = (byte) row.<Integer>getAs("label").intValue();
            for (int i = 0; i < image.length; i++) {
                record[1 + (i % 3) * 1024 + i / 3] = image[i];
            }
            records.put(row.getAs("id"), HexFormat.of().formatHex(record));
        }
        return records;
    }

    private static Map<String, String> foundByPython(Path archive) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("python3", "-c", READ, archive.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        JsonNode found = new ObjectMapper().readTree(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isZero();
        Map<String, String> records = new TreeMap<>();
        found.fields()
                .forEachRemaining(
                        field -> records.put(field.getKey(), field.getValue().asText()));
        return records;
    }

    private static byte[] zipped(Random random) throws IOException {
        byte[] tar = tar(random);
        if (random.nextInt(4) == 0) {
            tar[random.nextInt(tar.length)] = (byte) random.nextInt();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(tar, 0, random.nextInt(6) == 0 ? random.nextInt(tar.length) : tar.length);
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(Random random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(random.nextBoolean());
            String folder = List.of("", "cifar-10-batches-bin/", "./", "\u732b/", "a b/", "x/".repeat(99))
                    .get(random.nextInt(6));
            for (Map.Entry<String, byte[]> file : published.entrySet()) {
                byte[] content = file.getValue().clone();
                switch (random.nextInt(25)) {
                    case 0 -> content = Arrays.copyOf(content, random.nextInt(content.length));
                    case 1 -> content[random.nextInt(content.length)] = (byte) random.nextInt();
                    case 2 -> content = new byte[0];
                    case 3 -> add(tar, folder + file.getKey(), content);
                    case 4 -> clutter(tar, folder, random);
                    default -> {}
                }
                if (random.nextInt(30) > 0) {
                    add(tar, folder + file.getKey(), content);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void clutter(TarArchiveOutputStream tar, String folder, Random random) throws IOException {
        String name = List.of(
                        "readme.html", "../data_batch_1.bin", "/etc/passwd", "data_batch_7.bin", "test_batch", "\u0001")
                .get(random.nextInt(6));
        if (random.nextBoolean()) {
            add(tar, name, "x".repeat(random.nextInt(5000)).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        TarArchiveEntry link = new TarArchiveEntry(
                folder + name,
                List.of(TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO, TarConstants.LF_DIR)
                        .get(random.nextInt(4)),
                true);
        link.setLinkName("/etc/passwd");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] damaged(byte[] file, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(file, random.nextInt(file.length));
            case 1 -> {
                byte[] changed = file.clone();
                changed[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            default -> file;
        };
    }
}
