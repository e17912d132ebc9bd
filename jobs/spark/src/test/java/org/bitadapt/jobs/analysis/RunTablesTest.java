package org.bitadapt.jobs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.cli.TinyRuns;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTablesTest {

    private static final SparkSession SPARK = LocalSpark.session();

    @TempDir
    Path folder;

    private static TinyRuns runs;

    @BeforeAll
    static void make() throws IOException {
        runs = TinyRuns.make();
    }

    @Test
    void metricsByLineEqualTheTableAtTheEnd() throws IOException {
        List<Row> lines = Runs.open(SPARK, runs.training()).metrics().collectAsList();
        assertThat(lines).hasSize(2);
        assertThat(lines)
                .isEqualTo(SPARK.read()
                        .parquet(runs.training() + "/metrics.parquet")
                        .orderBy("epoch")
                        .collectAsList());
    }

    @Test
    void aRunThatIsStillWrittenIsReadAsFarAsItHasCome() throws IOException {
        Path young = folder.resolve("young");
        FileUtils.copyDirectory(Path.of(runs.training()).toFile(), young.toFile());
        List<String> lines = Files.readAllLines(young.resolve("metrics.jsonl"));
        Files.writeString(young.resolve("metrics.jsonl"), lines.get(0) + "\n");
        FileUtils.deleteDirectory(young.resolve("metrics.parquet").toFile());
        Files.delete(young.resolve("model.bnn"));
        Files.delete(young.resolve("evaluation.json"));
        RunTables run = Runs.open(SPARK, young.toString());
        assertThat(run.metrics().count()).isEqualTo(1);
        assertThat(run.confusion().isEmpty()).isTrue();
        assertThat(run.perClass().isEmpty()).isTrue();
        assertThat(run.layers().isEmpty()).isTrue();
        assertThat(run.proposals().isEmpty()).isTrue();
        assertThat(run.iterations().isEmpty()).isTrue();
        Files.writeString(young.resolve("metrics.jsonl"), String.join("\n", lines), StandardCharsets.UTF_8);
        assertThat(run.metrics().count()).isEqualTo(2);
    }

    @Test
    void aFinishedTrainingHasItsTables() throws IOException {
        RunTables run = Runs.open(SPARK, runs.training());
        Row info = run.info().first();
        assertThat(info.<String>getAs("state")).isEqualTo("finished");
        assertThat(info.<String>getAs("command")).isEqualTo("train");
        assertThat(run.settings().where("key = 'train.epochs'").first().getString(1))
                .isEqualTo("2");
        assertThat(run.flips().where("share < 0 or share > 1").count()).isZero();
        assertThat(run.flips().select("epoch").distinct().count()).isEqualTo(2);
        assertThat(run.confusion().count()).isEqualTo(100);
        assertThat(run.confusion().selectExpr("sum(images)").first().getLong(0)).isEqualTo(64);
        assertThat(run.perClass().selectExpr("sum(images)", "sum(predicted)").first())
                .isEqualTo(RowFactory.create(64L, 64L));
        assertThat(run.layers().count())
                .isEqualTo(Models.layers(SPARK, runs.training() + "/model.bnn").count());
    }

    @Test
    void aSearchHasItsTables() throws IOException {
        RunTables run = Runs.open(SPARK, runs.search());
        assertThat(run.iterations().count()).isEqualTo(3);
        assertThat(run.proposals().collectAsList())
                .containsExactlyInAnyOrderElementsOf(SPARK.read()
                        .parquet(runs.search() + "/search/proposals.parquet")
                        .collectAsList());
        assertThat(run.proposals().where("won").count()).isEqualTo(2);
        long groups = run.channels().select("group").distinct().count();
        assertThat(run.channels().count()).isEqualTo(3 * groups);
        assertThat(run.pictures()).contains("adaptation.png", "curves.png", "channels.png");
        assertThat(run.picture("adaptation.png")).contains("<img src=\"data:image/png;base64,iVBOR");
    }

    @Test
    void runsAreComparedByName() throws IOException {
        RunComparison both = Runs.compare(SPARK, runs.training(), runs.search());
        assertThat(both.names()).containsExactly("training", "searching");
        List<Row> summary = both.summary().collectAsList();
        assertThat(summary).extracting(row -> row.getAs("network")).containsExactly("resnet8", "resnet8");
        assertThat(summary.get(0).<Integer>getAs("iterations")).isNull();
        assertThat(summary.get(1).<Integer>getAs("iterations")).isEqualTo(2);
        assertThat(summary).allMatch(row -> row.<Long>getAs("packedBytes") > 0);
        assertThat(both.metrics().groupBy("run").count().orderBy("run").collectAsList())
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactly("searching 1", "training 2");
        assertThat(both.differences().where("key = 'netadapt.resource'").count())
                .isEqualTo(2);
        assertThat(both.differences().where("key = 'train.seed'").count()).isZero();
        List<Row> tradeOff = both.tradeOff().orderBy("iteration").collectAsList();
        assertThat(tradeOff).extracting(row -> row.getAs("run")).containsOnly("searching");
        assertThat(tradeOff.get(0).<Double>getAs("resourceLeft")).isEqualTo(1);
        assertThat(tradeOff.get(2).<Double>getAs("resourceLeft")).isLessThan(1);
        assertThat(both.tradeOffPicture()).contains("searching").contains("<img");
    }

    @Test
    void runsOfOneNameAreToldApartByTheirPaths() throws IOException {
        Path twin = folder.resolve("training");
        FileUtils.copyDirectory(Path.of(runs.training()).toFile(), twin.toFile());
        assertThat(Runs.compare(SPARK, runs.training(), twin.toString()).names())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.endsWith("/training"));
    }

    @Test
    void aModelHasLayersAndSections() throws IOException {
        String file = runs.training() + "/model.bnn";
        Row summary = Models.summary(SPARK, file).first();
        long bytes = Files.size(Path.of(file));
        assertThat(summary.<Integer>getAs("bytes")).isEqualTo((int) bytes);
        assertThat(Models.sections(SPARK, file)
                        .selectExpr("sum(bytes)", "min(bytes)")
                        .first())
                .matches(row -> row.getLong(0) == bytes && row.getLong(1) >= 0);
        assertThat(Models.layers(SPARK, file)
                        .selectExpr("sum(macs)", "sum(weights)")
                        .first())
                .isEqualTo(RowFactory.create(summary.<Long>getAs("macs"), summary.<Long>getAs("weights")));
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Runs.open(SPARK, folder.toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("No run in");
        assertThatThrownBy(() -> Runs.compare(SPARK)).hasMessage("Invalid runs: none (must be at least one)");
        assertThatThrownBy(() -> Runs.open(SPARK, runs.training()).picture("adaptation.png"))
                .hasMessageContaining("Invalid picture: adaptation.png (must be one of curves.png, ");
        assertThatThrownBy(() -> Models.layers(SPARK, folder.resolve("none.bnn").toString()))
                .hasMessageContaining("No model at");
        assertThatThrownBy(() -> Runs.compare(SPARK, runs.training()).tradeOffPicture())
                .hasMessage("Missing searches (must be at least one)");
    }
}
