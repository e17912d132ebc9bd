package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bitadapt.jobs.quickstart.GeneratedImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher, the jar and the embedded Spark as a user runs them. */
class LauncherIT {

    @TempDir
    private Path folder;

    private Script bitadapt;

    @BeforeEach
    void launcher() {
        bitadapt = Script.named("bin/bitadapt", folder);
    }

    @Test
    void itFindsItsHomeThroughSymbolicLinks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), bitadapt.path());
        Path again = Files.createSymbolicLink(folder.resolve("bitadapt"), link.getFileName());
        Script.Result result = new Script(again, folder).run("inspect", "--network", "resnet20", "--json");
        assertThat(result.err()).isEmpty();
        assertThat(new ObjectMapper().readTree(result.lastLine()).get("weights").asLong())
                .isEqualTo(270896);
        Files.delete(again);
        Files.delete(link);
    }

    @Test
    void aJobRunsOnTheEmbeddedSparkAndTheTerminalStaysQuiet() throws Exception {
        Path images = images();
        Script.Result result = bitadapt.run(
                "preprocess",
                "--master",
                "local[2]",
                "--source",
                "cifar10",
                "--input",
                images.toString(),
                "--output",
                folder.resolve("data").toString(),
                "--json");
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(new ObjectMapper()
                        .readTree(result.lastLine())
                        .get("trainRecords")
                        .asInt())
                .isEqualTo(500);
        assertThat(result.err()).noneMatch(line -> line.contains("WARN") || line.contains("org.apache.spark"));
    }

    @Test
    void onlyTheOldestOfTheToolsOwnLogsMakeRoom() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("lo gs [1] *"));
        for (int i = 10; i < 70; i++) {
            Files.createFile(logs.resolve("bitadapt-20240101-0000" + i + "-7.log"));
        }
        List<String> others = List.of("bitadapt-notes.log", "bitadapt-a\nb.log", "bitadapt-$(id).log", "-rf", "x.log");
        for (String name : others) {
            Files.createFile(logs.resolve(name));
        }
        Map<String, String> environment = Map.of("BITADAPT_LOGS", logs.toString());
        assertThat(bitadapt.run(environment, "--dry-run", "inspect").exitCode()).isZero();
        assertThat(others).allSatisfy(name -> assertThat(logs.resolve(name)).exists());
        // The launcher keeps 50 logs with the new log, which a dry run does not write.
        assertThat(logs.toFile().list()).hasSize(49 + others.size());
        assertThat(logs.resolve("bitadapt-20240101-000020-7.log")).doesNotExist();
        assertThat(logs.resolve("bitadapt-20240101-000021-7.log")).exists();
    }

    @Test
    void badInputIsOneLineAndExitCodeTwo() throws Exception {
        Path missing = folder.resolve("none");
        Script.Result result = bitadapt.run(
                "preprocess",
                "--master=local[1]",
                "--source",
                "cifar10",
                "--input",
                missing.toString(),
                "--output",
                folder.resolve("data").toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("bitadapt: ")
                .contains(missing.toString());
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void theSameJarGoesToAnInstalledSpark() throws Exception {
        Path spark = folder.resolve("spark");
        Path submit = Files.createDirectories(spark.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        Script.Result result = bitadapt.run(
                Map.of("SPARK_HOME", spark.toString(), "HADOOP_CONF_DIR", folder.toString()),
                "--master",
                "yarn",
                "--spark",
                "a.b=c d",
                "train",
                "--data",
                "x");
        assertThat(result.out())
                .containsSubsequence("--class", "org.bitadapt.jobs.cli.BitAdapt", "--master", "yarn", "a.b=c d")
                .last()
                .isEqualTo("x");
        assertThat(result.out()).anyMatch(argument -> argument.endsWith("/jobs/spark/target/bitadapt.jar"));
    }

    @Test
    void onYarnTheDriverGetsItsSettingsAndNothingOfThisMachine() throws Exception {
        Path config = Files.writeString(folder.resolve("my.conf"), "train.epochs = 1\n");
        Script.Result result = bitadapt.run(
                Map.of("HADOOP_CONF_DIR", folder.toString()),
                "--dry-run",
                "--master",
                "yarn",
                "--deploy-mode",
                "cluster",
                "train",
                "--config",
                config.toString());
        assertThat(result.exitCode()).as("%s", result).isZero();
        List<String> command = List.of(result.lastLine().split(" "));
        assertThat(command)
                .containsSubsequence("--deploy-mode", "cluster", "--files", config.toString())
                .containsSubsequence("train", "--config", "my.conf");
        assertThat(command.get(command.indexOf("--driver-java-options") + 1)).doesNotContain("bitadapt.log");
        assertThat(command.get(command.indexOf("-cp") + 1))
                .startsWith(folder + ":")
                .contains("spark-yarn");
    }

    @Test
    void yarnWithoutItsConfigurationIsBadInput() throws Exception {
        Script.Result result = bitadapt.run("--master=yarn", "train");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).hasSize(1).first().asString().contains("Set HADOOP_CONF_DIR");
    }

    @Test
    void aDryRunBehindTheCommandIsTheCommandsOwn() throws Exception {
        Script.Result result = bitadapt.run("--dry-run", "pipeline", "run", "--config", "x.conf", "--dry-run");
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.lastLine().strip()).endsWith("pipeline run --config x.conf --dry-run");
    }

    @Test
    void aWrongSparkHomeIsBadInput() throws Exception {
        Script.Result result = bitadapt.run(Map.of("SPARK_HOME", folder.toString()), "train");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .containsExactly("bitadapt: No " + folder + "/bin/spark-submit. Correct or unset SPARK_HOME.");
    }

    @Test
    void aMissingJavaIsBadInput() throws Exception {
        Script.Result result = bitadapt.run(Map.of("JAVA_HOME", folder.toString()), "inspect");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .containsExactly("bitadapt: No " + folder + "/bin/java. Install a JDK 17 and set JAVA_HOME.");
    }

    private Path images() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        new GeneratedImages(1, 100).writeTo(images);
        return images;
    }
}
