package org.bitadapt.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.bitadapt.jobs.evaluate.ScoredRecord;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionTableTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @EnumSource(PredictionTable.Format.class)
    void classesMayDifferOnlyInCase(PredictionTable.Format format) throws IOException {
        List<String> names = List.of("Cat", "cat", "a,b: [c] {d}");
        ScoredRecord record = new ScoredRecord("1.png", -1, new float[] {0, 100, 0});
        org.apache.hadoop.fs.Path table = new org.apache.hadoop.fs.Path(folder + "/table");
        new PredictionTable(LocalSpark.session(), table, format)
                .write(LocalSpark.context().parallelize(List.of(record)), names);
        var session = LocalSpark.session().newSession();
        session.conf().set("spark.sql.caseSensitive", true);
        var reader = session.read().option("header", true);
        var read = format == PredictionTable.Format.CSV ? reader.csv(table + "") : reader.parquet(table + "");

        assertThat(read.columns())
                .containsExactly("id", "predicted", "probability", "p_Cat", "p_cat", "p_a,b: [c] {d}");
        Row row = read.first();
        assertThat(row.getString(1)).isEqualTo("cat");
        assertThat(row.get(4)).hasToString("1.0");
    }
}
