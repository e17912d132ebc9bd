package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitadapt.jobs.cli.TinyRuns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that every Scala paragraph of every notebook runs in Spark's REPL, on runs that the commands made. */
class NotebooksTest {

    /** The variables that Zeppelin has in scope, as far as notebooks use them. */
    private static final String ZEPPELIN = """
            val spark = org.apache.spark.sql.SparkSession.active
            import spark.implicits._
            import org.apache.spark.sql.functions._
            object z {
              val forms = Map(%s)
              def noteTextbox(name: String, default: String): Object = forms(name)
              def show(table: org.apache.spark.sql.DataFrame): Unit = {
                println("%%table " + table.columns.mkString("\\t"))
                table.collect.foreach(row => println(row.toSeq.mkString("\\t")))
              }
            }
            """;

    @TempDir
    Path folder;

    private static ScalaRepl repl;

    @BeforeAll
    static void start() throws IOException {
        repl = zeppelin(TinyRuns.make());
    }

    @AfterAll
    static void stop() {
        repl.close();
    }

    static List<Notebook> notebooks() throws IOException {
        return Notebook.all();
    }

    @Test
    void thereAreFourNotebooks() throws IOException {
        assertThat(notebooks())
                .extracting(Notebook::file)
                .containsExactly(
                        "compare-netadapt.zpln", "explore-dataset.zpln", "follow-training.zpln", "inspect-model.zpln");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void aNotebookIsOneThatZeppelinReadsAndHoldsNoResults(Notebook notebook) {
        assertThat(notebook.json().get("name").textValue()).isNotBlank();
        assertThat(notebook.json().get("id").textValue()).matches("[0-9A-Z]{9,}");
        assertThat(notebook.json().get("defaultInterpreterGroup").textValue()).isEqualTo("spark");
        assertThat(notebook.paragraphs())
                .extracting(paragraph -> paragraph.get("id"))
                .doesNotHaveDuplicates();
        for (JsonNode paragraph : notebook.paragraphs()) {
            assertThat(paragraph.get("text").textValue()).matches("(?s)%(md|spark)\\n.*\\S.*");
            assertThat(paragraph.get("status").textValue()).isEqualTo("READY");
            assertThat(paragraph.has("results")).isFalse();
            assertThat(paragraph.has("dateFinished")).isFalse();
            assertThat(paragraph.has("user")).isFalse();
            assertThat(paragraph.get("settings").get("params")).isEmpty();
            assertThat(paragraph.get("settings").get("forms")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyScalaParagraphShowsSomething(Notebook notebook) {
        assertThat(notebook.scala()).isNotEmpty();
        for (String paragraph : notebook.scala()) {
            String shown = repl.run(paragraph).strip();
            assertThat(shown).as(paragraph).isNotEmpty();
            if (shown.startsWith("%table")) {
                assertThat(shown.lines().count()).as(paragraph).isGreaterThan(1);
            } else if (shown.startsWith("%html")) {
                assertThat(shown).as(paragraph).contains("<img src=\"data:image/png;base64,");
            }
        }
    }

    private static ScalaRepl zeppelin(TinyRuns runs) {
        Map<String, String> forms = Map.of(
                "dataset",
                runs.dataset(),
                "run",
                runs.training(),
                "runs",
                runs.search() + ", " + runs.training(),
                "model",
                runs.training() + "/model.bnn");
        ScalaRepl repl = new ScalaRepl();
        repl.run(ZEPPELIN.formatted(forms.entrySet().stream()
                .map(form -> "\"%s\" -> \"%s\"".formatted(form.getKey(), form.getValue()))
                .collect(Collectors.joining(", "))));
        return repl;
    }

    @Test
    void aParagraphThatFailsIsNoticed() {
        assertThatThrownBy(() -> repl.run("val x: Int = \"text\"")).hasMessageContaining("type mismatch");
        assertThatThrownBy(() -> repl.run("sys.error(\"found\")")).hasMessageContaining("found");
    }

    @Test
    void theEstimatorIsUsedFromScala() {
        String printed = repl.run("""
                import org.apache.spark.ml.Pipeline
                import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator
                import org.bitadapt.jobs.analysis.Datasets
                import org.bitadapt.jobs.ml.BinarizedNetworkClassifier

                val images = Datasets.open(spark, z.forms("dataset")).records("train").limit(80)
                val classifier = new BinarizedNetworkClassifier()
                  .setBinaryFormat("raw")
                  .setImageShape(Array(32, 32, 3))
                  .setNetworkName("resnet8")
                  .setEpochs(1)
                  .setBatchSize(8)
                  .setWorkFolder("%s")
                val model = new Pipeline().setStages(Array(classifier)).fit(images)
                val accuracy = new MulticlassClassificationEvaluator()
                  .setMetricName("accuracy").evaluate(model.transform(images))
                println("accuracy " + accuracy)
                """.formatted(folder));
        assertThat(printed).contains("accuracy 0.");
        assertThat(folder).isEmptyDirectory();
    }
}
