package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.jobs.files.ProjectFiles;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the messages about definitions with errors, and that the examples have no errors. */
class PipelineDefinitionTest {

    private static final Path EXAMPLES = ProjectFiles.at("conf");

    @TempDir
    private Path folder;

    @BeforeAll
    static void session() {
        LocalSpark.session();
    }

    @Test
    void allErrorsAreReportedAtOnceEachWithItsLineAndASuggestion() throws IOException {
        String conf = write("""
            state = s
            stats = s
            steps {
              preprocess { source = cifar, input = i, output = d, validaton = 0.2, test = x }
              train {
                data = ${steps.preproces.output}
                run = r
                set {
                  train.epochs = 0
                  train.epoch = 1
                }
              }
              evaluate { model = r, only-if = { step = train, key = acuracy, at-least = 0.8 } }
              exprot { model = r, output = o }
              export {
                model = r, output = o
                only-if = [{ step = tran, key = accuracy, at-least = much }, { step = tran, key = x, equals = 1 }]
              }
              netadapt { run = n, data = d }
            }
            """);
        assertThat(errors(conf))
                .contains(
                        "Unknown key: stats; did you mean 'state'? (free values belong into values { ... }) in CONF:2",
                        "Unknown option: steps.preprocess.validaton; did you mean 'validation'? in CONF:4",
                        "Unknown reference: ${steps.preproces.output}; did you mean 'steps.preprocess.output'? in"
                                + " CONF:6",
                        "Invalid train.epochs: 0 (must be 1 or more) in CONF:9",
                        "Unknown setting: train.epoch; did you mean 'train.epochs'? in CONF:10",
                        "Missing option: steps.evaluate.data (must be given) in CONF:13",
                        "Missing option: steps.netadapt.model (must be given) in CONF:19")
                .anyMatch(line -> line.startsWith("Invalid steps.preprocess: Invalid value for option '--source'")
                        && line.endsWith("in CONF:4"))
                .anyMatch(line -> line.startsWith("Invalid steps.preprocess: Invalid value for option '--test'"))
                .anyMatch(line -> line.startsWith("Invalid steps.exprot.command: exprot (must be one of preprocess,")
                        && line.endsWith("; did you mean 'export'? in CONF:14"))
                .anyMatch(line -> line.startsWith("Invalid steps.export.only-if.at-least: much (must be a number)"))
                .anyMatch(line -> line.startsWith("Unknown step: tran; did you mean 'train'?"));
    }

    @Test
    void keysOfConditionsAreThoseOfTheResult() throws IOException {
        String conf = write("""
            state = s
            steps {
              evaluate { model = m.bnn, data = d }
              predict {
                model = m.bnn, data = d, output = p
                only-if = { step = evaluate, key = acuracy, at-least = 0.8 }
              }
            }
            """);
        assertThat(errors(conf))
                .singleElement()
                .asString()
                .startsWith(
                        "Unknown key: acuracy; did you mean 'accuracy'? (must be one of the result of evaluate: records,")
                .endsWith(" in CONF:6");
    }

    @Test
    void stepsNeitherShareAPlaceNorWaitForEachOther() throws IOException {
        assertThat(errors(write("""
            state = s
            steps {
              a { command = export, model = m, output = o }
              b { command = export, model = m, output = o/ }
            }
            """)))
                .containsExactly("The steps 'a' and 'b' both make o (must be different places) in CONF:4");
        assertThat(errors(write("""
            state = s
            steps {
              a { command = export, model = m, output = o }
              b { command = report, run = o, after = [c] }
              c { command = report, run = n, after = [b] }
            }
            """)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("The steps 'a', 'b', 'c' wait for each other in a circle");
        assertThat(errors(write("steps {}"))).anyMatch(line -> line.startsWith("Missing key: state"));
    }

    @Test
    void theExamplesHaveNoErrors() throws IOException {
        String out = execute(
                0,
                EXAMPLES + "/pipelines/cifar10-alexnet.conf",
                "steps.train.config=" + EXAMPLES + "/cifar10-alexnet.conf",
                "steps.netadapt.config=" + EXAMPLES + "/cifar10-alexnet-netadapt.conf",
                "values.folder=" + folder);
        assertThat(out.lines().map(line -> line.split(" ")[0]))
                .containsExactly("Step", "preprocess", "train", "evaluate", "netadapt", "export", "report");
        assertThat(execute(
                                0,
                                EXAMPLES + "/pipelines/pku-cars.conf",
                                "steps.train-images.config=" + EXAMPLES + "/cifar10-resnet20.conf",
                                "steps.train-models.config=" + EXAMPLES + "/pku-resnet20-category.conf",
                                "steps.train-categories.config=" + EXAMPLES + "/pku-resnet20-category.conf",
                                "values.folder=" + folder)
                        .lines()
                        .map(line -> line.split(" ")[0])
                        .filter(step -> step.startsWith("train")))
                .containsExactly("train-images", "train-models", "train-categories");
        assertThat(execute(0, EXAMPLES + "/pipelines/generated-images.conf", "values.folder=" + folder))
                .contains("if accuracy of 'evaluate' is at least 0.8");
    }

    private String write(String definition) throws IOException {
        return Files.writeString(folder.resolve("p.conf"), definition).toString();
    }

    private List<String> errors(String conf) {
        return execute(2, conf)
                .lines()
                .map(line -> line.strip().replace(conf, "CONF").replaceFirst("^bitadapt: ", ""))
                .filter(line -> !line.contains("errors in the pipeline:"))
                .toList();
    }

    /** The text that a plan prints, or its errors if it has some. */
    private static String execute(int exitCode, String conf, String... assignments) {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("pipeline", "plan", "--config", conf));
        for (String assignment : assignments) {
            arguments.addAll(List.of("--set", assignment));
        }
        assertThat(BitAdapt.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(out))
                        .execute(arguments.toArray(String[]::new)))
                .as("%s", out)
                .isEqualTo(exitCode);
        return out.toString();
    }
}
