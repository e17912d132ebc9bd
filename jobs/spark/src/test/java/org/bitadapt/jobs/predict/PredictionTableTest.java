package org.bitadapt.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.PythonCsv;
import org.bitadapt.jobs.score.ScoredRecord;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests tables whose ids and classes are any names that files and folders can have. */
class PredictionTableTest {

    private static final List<String> IDS = List.of(
            "plain",
            "a\"b",
            "c\\\"d",
            "e\\",
            "f,g",
            "h\ni",
            "j\r\nk",
            "l\rm",
            " n ",
            "o;p",
            "猫/😀.png",
            "[q]{r}*?:",
            "'s'");
    private static final List<String> CLASSES =
            List.of("red", "Red", "a,\"b\"", "c d", "[e]", "{f}", "g:h", "*?", "i.j", "`k`", "=l", "猫");

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        LocalSpark.session();
    }

    @Test
    void pythonReadsEveryIdAndClass() throws IOException, InterruptedException {
        Path table = folder.resolve("predictions [1] {a,b} *?");
        assertThat(write(table, PredictionTable.Format.CSV)).isEqualTo(IDS.size());
        assertThat(parts(table)).hasSize(1);
        List<List<String>> rows = new ArrayList<>();
        for (Path part : parts(table)) {
            List<List<String>> read = PythonCsv.read(part);
            assertThat(read.get(0)).isEqualTo(header());
            rows.addAll(read.subList(1, read.size()));
        }
        assertThat(rows).extracting(row -> row.get(0)).containsExactlyInAnyOrderElementsOf(IDS);
        assertThat(rows).allSatisfy(row -> {
            int label = IDS.indexOf(row.get(0)) % CLASSES.size();
            assertThat(row.get(1)).isEqualTo(CLASSES.get(label));
            assertThat(row.get(2)).isEqualTo(row.get(3 + label));
            assertThat(Double.parseDouble(row.get(2))).isBetween(0.0, 1.0);
        });
    }

    @Test
    void parquetHoldsEveryClassEvenIfOnlyItsCaseDiffers() throws IOException {
        Path table = folder.resolve("predictions");
        write(table, PredictionTable.Format.PARQUET);
        SparkSession reader = LocalSpark.session().newSession();
        reader.conf().set("spark.sql.caseSensitive", true);
        var rows = reader.read().parquet(table.toString());
        assertThat(rows.columns()).containsExactly(header().toArray(String[]::new));
        assertThat(rows.collectAsList()).extracting(row -> row.getString(0)).containsExactlyInAnyOrderElementsOf(IDS);
    }

    private static List<String> header() {
        List<String> header = new ArrayList<>(List.of("id", "predicted", "probability"));
        CLASSES.forEach(name -> header.add("p_" + name));
        return header;
    }

    private static long write(Path table, PredictionTable.Format format) throws IOException {
        SparkSession session = LocalSpark.session();
        List<ScoredRecord> records = new ArrayList<>();
        for (int i = 0; i < IDS.size(); i++) {
            float[] scores = new float[CLASSES.size()];
            scores[i % scores.length] = 2;
            records.add(new ScoredRecord(IDS.get(i), -1, scores));
        }
        JavaRDD<ScoredRecord> scored =
                JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(records, 3);
        return new PredictionTable(session, new org.apache.hadoop.fs.Path(table.toString()), format, false)
                .write(scored.map(ScoredImage::new), CLASSES, false)
                .rows();
    }

    private static List<Path> parts(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }
}
