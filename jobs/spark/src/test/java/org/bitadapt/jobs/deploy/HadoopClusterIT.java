package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitadapt.jobs.quickstart.GeneratedImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs jobs on HDFS, submitted by the launcher to Spark standalone and to YARN, which all have several processes. A job
 * must make the same files wherever it runs.
 */
@Tag("cluster")
class HadoopClusterIT {

    private static final List<String> SEARCH = List.of(
            "data.batch=32",
            "netadapt.resource=macs",
            "netadapt.linear-multiple=8",
            "netadapt.reduction.initial-reduction=0.05",
            "netadapt.reduction.decay=1",
            "netadapt.reduction.max-iterations=2",
            "netadapt.reduction.budget=0.6",
            "netadapt.latency.warm-up-seconds=0",
            "netadapt.latency.measure-seconds=0",
            "netadapt.short-term.images=64",
            "netadapt.short-term.held-out=20",
            "netadapt.long-term.epochs=1");

    @TempDir
    static Path folder;

    private static Path dir;
    private static String spark;
    private static ClusterFiles files;
    private static Results expected;

    /** The places at which a job and its driver run. */
    enum Place {
        LOCAL,
        STANDALONE,
        STANDALONE_CLUSTER,
        YARN,
        YARN_CLUSTER;

        List<String> options() {
            return switch (this) {
                case LOCAL -> List.of("--master", "local[2]");
                case STANDALONE -> List.of("--master", spark);
                case STANDALONE_CLUSTER -> List.of("--master", spark, "--deploy-mode", "cluster");
                case YARN -> List.of("--master", "yarn");
                case YARN_CLUSTER -> List.of("--master", "yarn", "--deploy-mode", "cluster");
            };
        }
    }

    /** The results that a pipeline left in its folder, without times. */
    private record Results(
            String dataset, String metrics, ByteBuffer model, String search, ByteBuffer small, String evaluation) {

        static Results of(ClusterFiles files, String at) throws IOException {
            return new Results(
                    files.json(at + "/trained/run.json").required("dataset").asText(),
                    files.withoutTimes(at + "/trained/metrics.jsonl"),
                    files.bytes(at + "/trained/model.bnn"),
                    files.text(at + "/adapted/search/state.json"),
                    files.bytes(at + "/adapted/model.bnn"),
                    files.text(at + "/evaluation/evaluation.json"));
        }
    }

    @BeforeAll
    static void up() throws Exception {
        dir = folder.resolve("cluster");
        Script.Result up = Script.named("cluster/up", folder).run("--dir", dir.toString());
        assertThat(up.exitCode()).as("%s", up).isZero();
        spark = up.out().stream()
                .filter(line -> line.startsWith("Spark "))
                .map(line -> line.split(" +")[1])
                .findFirst()
                .orElseThrow();
        files = ClusterFiles.of(dir.resolve("conf"));
        new GeneratedImages(1, 60).writeTo(folder.resolve("images"));
        files.put(folder.resolve("images"), "/images");
        pipeline(Place.LOCAL);
        expected = Results.of(files, "/LOCAL");
    }

    @AfterAll
    static void down() throws Exception {
        assertThat(Script.named("cluster/down", folder)
                        .run("--dir", dir.toString())
                        .exitCode())
                .isZero();
        assertThat(Script.named("cluster/status", folder)
                        .run("--dir", dir.toString())
                        .exitCode())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOCAL")
    void aPipelineGivesTheSameWhereverItRuns(Place place) throws Exception {
        pipeline(place);
        assertThat(Results.of(files, "/" + place)).isEqualTo(expected);
    }

    @Test
    void theOtherCommandsReadAndWriteHdfs() throws Exception {
        run(Place.YARN, "export", "--model", "/LOCAL/trained", "--output", "/other/model.bnn", "--data", "/LOCAL/data");
        run(Place.YARN, "export", "--model", "/LOCAL/trained", "--output", "/other/model.onnx");
        run(
                Place.YARN,
                "predict",
                "--model",
                "/other/model.bnn",
                "--data",
                "/LOCAL/data",
                "--output",
                "/other/classes");
        run(Place.YARN, "report", "/LOCAL/adapted");
        assertThat(files.bytes("/other/model.bnn")).isEqualTo(expected.model());
        assertThat(files.bytes("/other/model.onnx").remaining()).isPositive();
        assertThat(files.names("/other/classes")).isNotEmpty();
        assertThat(files.text("/LOCAL/adapted/report/index.html")).contains("Before and after");
    }

    @Test
    void aFailureOfADriverOnYarnIsAFailureHere() throws Exception {
        Script.Result result = submit(Place.YARN_CLUSTER, "evaluate", "--model", "/nothing", "--data", "/LOCAL/data");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(String.join("\n", result.err())).contains("User application exited with status 2");
    }

    private static void pipeline(Place place) throws Exception {
        String at = "/" + place;
        Path config = Files.writeString(
                folder.resolve("tiny.conf"), "network.name = resnet8\ndata.batch = 32\ntrain.epochs = 2\n");
        run(place, "preprocess", "--source", "cifar10", "--input", "/images", "--output", at + "/data");
        run(place, "train", "--config", config + "", "--data", at + "/data", "--run", at + "/trained");
        List<String> netadapt = new ArrayList<>(
                List.of("netadapt", "--model", at + "/trained", "--data", at + "/data", "--run", at + "/adapted"));
        SEARCH.forEach(setting -> netadapt.addAll(List.of("--set", setting)));
        run(place, netadapt.toArray(String[]::new));
        run(place, "evaluate", "--model", at + "/adapted", "--data", at + "/data", "--output", at + "/evaluation");
    }

    private static void run(Place place, String... arguments) throws Exception {
        Script.Result result = submit(place, arguments);
        assertThat(result.exitCode()).as("%s", result).isZero();
    }

    private static Script.Result submit(Place place, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(place.options());
        all.addAll(List.of("--driver-memory", "1g", "--spark", "spark.executor.memory=768m"));
        all.addAll(List.of(arguments));
        return Script.named("bin/bitadapt", folder).run(environment(), all.toArray(String[]::new));
    }

    private static Map<String, String> environment() {
        String conf = dir.resolve("conf").toString();
        return Map.of("HADOOP_CONF_DIR", conf, "SPARK_CONF_DIR", conf);
    }
}
