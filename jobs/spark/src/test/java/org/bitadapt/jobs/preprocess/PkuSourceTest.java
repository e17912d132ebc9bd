package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.Column;
import org.bitadapt.jobs.dataset.ColumnReader;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.InvalidDatasetException;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.pku.CarLabel;
import org.bitadapt.jobs.pku.CropOptions;
import org.bitadapt.jobs.pku.FrameSize;
import org.bitadapt.jobs.pku.JpegDecoder;
import org.bitadapt.jobs.pku.StoredFiles;
import org.bitadapt.jobs.preprocess.Preprocessing.Existing;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkuSourceTest {

    private static final JavaSparkContext SPARK = LocalSpark.context();

    @TempDir
    Path folder;

    private Path input;

    @BeforeEach
    void writeScenes() throws IOException {
        input = PkuScenes.write(folder.resolve("pku"));
    }

    @Test
    void everyCarBecomesARecordWithItsPoseAndBox() throws IOException {
        Dataset dataset = run(input, BadRecords.ERROR, "set");
        List<Row> rows = LocalSpark.session()
                .read()
                .parquet(dataset.location() + "/train", dataset.location() + "/test")
                .collectAsList();

        assertThat(rows).hasSize(24);
        assertThat(dataset.manifest().classes()).containsExactly("2x", "3x", "SUV");
        assertThat(dataset.manifest().provenance().leftOut()).isEmpty();
        assertThat(dataset.manifest().provenance().defects()).containsOnly(Map.entry("missingMask", 1L));
        Row row = rows.stream()
                .filter(candidate -> candidate.getString(0).equals(PkuScenes.id(0) + "/0"))
                .findFirst()
                .orElseThrow();
        assertThat(row.<String>getAs("frame")).isEqualTo(PkuScenes.id(0));
        assertThat(row.<Integer>getAs("model")).isEqualTo(2);
        assertThat(row.<Double>getAs("x")).isEqualTo(-2);
        assertThat(row.<Double>getAs("distance")).isEqualTo(Math.sqrt(4 + 2.25 + 100));
        assertThat(row.<Double>getAs("left")).isBetween(110.0, 180.0);
        assertThat(row.<Integer>getAs("label")).isZero();
    }

    @Test
    void photographsThatLookAlikeStayInOneSplit() throws IOException {
        Dataset dataset = run(input, BadRecords.ERROR, "set");
        Map<String, Split> splits = new HashMap<>();
        for (Split split : List.of(Split.TRAIN, Split.TEST)) {
            LocalSpark.session()
                    .read()
                    .parquet(dataset.location() + "/" + split.folder())
                    .collectAsList()
                    .forEach(row -> splits.put(row.getAs("frame"), split));
        }

        assertThat(splits).hasSize(12).containsValues(Split.TRAIN, Split.TEST);
        for (int i = 0; i < 12; i += 2) {
            assertThat(splits.get(PkuScenes.id(i))).isEqualTo(splits.get(PkuScenes.id(i + 1)));
        }
    }

    @Test
    void zipFilesGiveTheSameShards() throws IOException {
        DatasetManifest unpacked = run(input, BadRecords.ERROR, "set").manifest();
        Path whole;
        try (var files = Files.walk(input)) {
            whole = PkuScenes.zip(input, folder.resolve("pku-autonomous-driving.zip"), files);
        }
        Path parts = Files.createDirectories(folder.resolve("parts"));
        for (String name : List.of("camera", "train_images", "train_masks")) {
            try (var files = Files.walk(input.resolve(name))) {
                PkuScenes.zip(input.resolve(name), parts.resolve(name + ".zip"), files);
            }
        }
        Files.copy(input.resolve("train.csv"), parts.resolve("train.csv"));

        assertThat(run(whole, BadRecords.ERROR, "whole").manifest().splits()).isEqualTo(unpacked.splits());
        assertThat(run(parts, BadRecords.ERROR, "split").manifest().splits()).isEqualTo(unpacked.splits());
    }

    @Test
    void oneAndFourPartitionsGiveTheSameRecords() throws IOException {
        PkuSource source = open(input);

        assertThat(records(source, 1)).hasSize(24).isEqualTo(records(source, 4));
    }

    @Test
    void everyLabelledCarIsARecordOrCountedUnderItsReason() throws IOException {
        PkuScenes.addCar(input, 0, PkuScenes.car(2, -2.3, 10.1));
        PkuScenes.addCar(input, 1, PkuScenes.car(2, 0, 200));
        PkuScenes.addCar(input, 2, PkuScenes.car(2, 0, 501));
        PkuScenes.addCar(input, 4, PkuScenes.car(2, 30, 20));
        PkuScenes.addCar(input, 5, PkuScenes.car(2, 0, 9) + " 5");
        PkuScenes.addCar(input, 11, PkuScenes.car(2, -2.6, 13));
        BufferedImage white = new BufferedImage(PkuScenes.WIDTH, PkuScenes.HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((java.awt.image.DataBufferByte) white.getRaster().getDataBuffer()).getData(), (byte) 255);
        ImageIO.write(white, "jpg", mask(6));
        cut(image(7));
        Files.delete(image(8));
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "jpg", image(9).toFile());
        Files.copy(image(10), image(77));
        DatasetManifest manifest = run(input, BadRecords.QUARANTINE, "set").manifest();
        Map<String, Long> leftOut = manifest.provenance().leftOut();

        assertThat(leftOut)
                .containsOnly(
                        Map.entry("duplicateLabel", 1L),
                        Map.entry("tooSmall", 1L),
                        Map.entry("outlier", 1L),
                        Map.entry("hidden", 1L),
                        Map.entry("centreOutside", 1L),
                        Map.entry("malformedRow", 4L),
                        Map.entry("masked", 2L),
                        Map.entry("unreadableImage", 4L),
                        Map.entry("missingImage", 2L));
        assertThat(manifest.provenance().defects()).containsEntry("imageWithoutRow", 1L);
        assertThat(manifest.provenance().quarantined()).isEqualTo(5);
        long records = manifest.splits().values().stream()
                .mapToLong(split -> split.records())
                .sum();
        assertThat(records + leftOut.values().stream().mapToLong(n -> n).sum()).isEqualTo(24 + 7);
        assertThat(Files.readString(folder.resolve("set/quarantine/rejected.jsonl")))
                .contains(
                        "Invalid label: 22 numbers in train.csv, line 7 (must be a multiple of 7",
                        "Truncated image: ",
                        "Missing image: " + PkuScenes.id(8) + " in train.csv, line 10",
                        "Invalid image size: 64x64 in train_images/" + PkuScenes.id(9) + ".jpg (must be 640x480)",
                        "Image without a row in train_images/" + PkuScenes.id(77) + ".jpg");
    }

    @Test
    void badInputIsAnErrorThatNamesItAndLeavesNothing() throws IOException {
        cut(image(7));

        assertThatThrownBy(() -> run(input, BadRecords.ERROR, "set"))
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching("Truncated image: \\d+ bytes in train_images/" + PkuScenes.id(7)
                        + "\\.jpg \\(must be a whole JPEG file\\)");
        assertThat(folder.resolve("set")).doesNotExist();
    }

    @Test
    void damageInsideAPhotographIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(image(7));
        Arrays.fill(bytes, bytes.length / 2, bytes.length - 2, (byte) 0xff);
        Files.write(image(7), bytes);

        assertThatThrownBy(() -> run(input, BadRecords.ERROR, "set"))
                .hasMessageContaining("Damaged image in train_images/" + PkuScenes.id(7));
    }

    @Test
    void aZipEntryThatLeadsOutsideIsRefused() throws IOException {
        Path zip = folder.resolve("evil.zip");
        entry(zip, "../../x", 1);

        assertThatThrownBy(() -> open(zip))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid archive entry: ../../x in evil.zip (must stay inside the archive)");
        assertThat(folder.resolve("../../x")).doesNotExist();
    }

    @Test
    void aZipBombIsReadToItsLimitOnly() throws IOException {
        Path parts = folder.resolve("parts");
        Files.createDirectories(parts.resolve("camera"));
        Files.copy(input.resolve("camera/camera_intrinsic.txt"), parts.resolve("camera/camera_intrinsic.txt"));
        entry(parts.resolve("train.csv.zip"), "train.csv", StoredFiles.MOST_BYTES + 1);

        assertThatThrownBy(() -> open(parts))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("Invalid file: more than " + StoredFiles.MOST_BYTES + " bytes: train.csv of ");
    }

    @Test
    void aPhotographThatIsAZipBombIsSetAside() throws IOException {
        Path parts = Files.createDirectories(folder.resolve("parts"));
        Files.copy(input.resolve("train.csv"), parts.resolve("train.csv"));
        for (String name : List.of("camera", "train_images", "train_masks")) {
            try (OutputStream out = Files.newOutputStream(parts.resolve(name + ".zip"));
                    ZipOutputStream entries = new ZipOutputStream(out);
                    var files = Files.list(input.resolve(name))) {
                for (Path file : files.sorted().toList()) {
                    entries.putNextEntry(new ZipEntry(file.getFileName().toString()));
                    if (file.equals(image(7))) {
                        zeros(entries, StoredFiles.MOST_BYTES + 1);
                    } else {
                        Files.copy(file, entries);
                    }
                }
            }
        }
        DatasetManifest manifest = run(parts, BadRecords.QUARANTINE, "set").manifest();

        assertThat(manifest.provenance().leftOut()).containsOnly(Map.entry("unreadableImage", 2L));
        assertThat(Files.readString(folder.resolve("set/quarantine/rejected.jsonl")))
                .contains("Invalid file: more than " + StoredFiles.MOST_BYTES + " bytes in train_images/"
                        + PkuScenes.id(7) + ".jpg (must be an image)");
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("pku", "parts", "set");
        }
    }

    @Test
    void aDamagedMaskIsSetAsideUnderItsNameWithItsBytes() throws IOException {
        cut(mask(5).toPath());
        run(input, BadRecords.QUARANTINE, "set");
        JsonNode rejected =
                new ObjectMapper().readTree(Files.readString(folder.resolve("set/quarantine/rejected.jsonl")));

        assertThat(rejected.get("file").asText()).isEqualTo("train_masks/" + PkuScenes.id(5) + ".jpg");
        assertThat(rejected.get("bytes").binaryValue()).isEqualTo(Files.readAllBytes(mask(5).toPath()));
    }

    @Test
    void aDamagedMaskInAZipFileIsSetAsideUnderItsName() throws IOException {
        Path zip;
        try (var files = Files.walk(input)) {
            zip = PkuScenes.zip(input, folder.resolve("pku-autonomous-driving.zip"), files);
        }
        damage(zip, "train_masks/" + PkuScenes.id(5) + ".jpg");
        DatasetManifest manifest = run(zip, BadRecords.QUARANTINE, "set").manifest();
        JsonNode rejected =
                new ObjectMapper().readTree(Files.readString(folder.resolve("set/quarantine/rejected.jsonl")));

        assertThat(manifest.provenance().leftOut()).containsOnly(Map.entry("unreadableImage", 2L));
        assertThat(rejected.get("file").asText()).isEqualTo("train_masks/" + PkuScenes.id(5) + ".jpg");
        assertThat(rejected.get("reason").asText()).startsWith("Damaged zip entry (");
    }

    /** Makes the first bytes of an entry's content an invalid block. */
    private static void damage(Path zip, String entry) throws IOException {
        byte[] bytes = Files.readAllBytes(zip);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int content = text.indexOf(entry) + entry.length();
        Arrays.fill(bytes, content, content + 8, (byte) 0xff);
        Files.write(zip, bytes);
    }

    @Test
    void columnsAreReadWithoutImages() throws IOException {
        Dataset dataset = run(input, BadRecords.ERROR, "set");
        List<Column> columns = List.of(
                new Column("frame", Column.Type.TEXT),
                new Column("model", Column.Type.WHOLE),
                new Column("z", Column.Type.REAL));
        ColumnReader reader = new ColumnReader(dataset, columns, SPARK.hadoopConfiguration());
        List<ColumnReader.Row> rows = new ArrayList<>(reader.read(Split.TRAIN));
        rows.addAll(reader.read(Split.TEST));

        assertThat(rows)
                .hasSize(24)
                .contains(new ColumnReader.Row(PkuScenes.id(1) + "/1", 2, List.of(PkuScenes.id(1), 46, 13.0)));
        ColumnReader wrong =
                new ColumnReader(dataset, List.of(new Column("colour", Column.Type.TEXT)), SPARK.hadoopConfiguration());
        assertThatThrownBy(() -> wrong.read(Split.TRAIN))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageStartingWith("Invalid shard: ");
    }

    @Test
    void whatIsNoDownloadIsRefused() throws IOException {
        Files.delete(input.resolve("train.csv"));
        assertThatThrownBy(() -> open(input)).hasMessageContaining("Missing file: train.csv in ");
        Path broken = Files.write(folder.resolve("broken.zip"), new byte[100]);
        assertThatThrownBy(() -> open(broken)).hasMessageContaining("Invalid archive: ");
        assertThatThrownBy(() -> open(folder.resolve("nothing"))).hasMessageContaining("(must exist)");
    }

    private static void entry(Path zip, String name, long zeros) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry(name));
            zeros(entries, zeros);
        }
    }

    private static void zeros(OutputStream out, long count) throws IOException {
        byte[] block = new byte[1 << 16];
        for (long left = count; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    private static Map<String, String> records(PkuSource source, int partitions) {
        Map<String, String> records = new HashMap<>();
        for (Reading reading : source.read(SPARK, partitions).collect()) {
            if (reading instanceof Reading.Labelled labelled) {
                DatasetRecord record = labelled.record();
                records.put(
                        record.id(),
                        record.label() + " " + Arrays.hashCode(record.image()) + " " + record.further()
                                + labelled.frame());
            }
        }
        return records;
    }

    private static void cut(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    }

    private Path image(int i) {
        return input.resolve("train_images/" + PkuScenes.id(i) + ".jpg");
    }

    private java.io.File mask(int i) {
        return input.resolve("train_masks/" + PkuScenes.id(i) + ".jpg").toFile();
    }

    private static PkuSource open(Path input) throws IOException {
        CropOptions crops = new CropOptions(
                32,
                24,
                0.5,
                0.1,
                CarLabel.CATEGORY,
                new FrameSize(PkuScenes.WIDTH, PkuScenes.HEIGHT),
                JpegDecoder.NATIVE);
        return PkuSource.open(new org.apache.hadoop.fs.Path(input.toUri()), crops, 4, SPARK.hadoopConfiguration());
    }

    private Dataset run(Path from, BadRecords badRecords, String output) throws IOException {
        PreprocessOptions options = new PreprocessOptions(0.3, 0, 3, 50, badRecords);
        return new Preprocessing(SPARK, open(from), options)
                .run(new org.apache.hadoop.fs.Path(folder.resolve(output).toUri()), Existing.KEEP)
                .dataset();
    }
}
