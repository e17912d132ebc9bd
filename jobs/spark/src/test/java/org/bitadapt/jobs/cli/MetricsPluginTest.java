package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.quickstart.GeneratedImages;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.jobs.spark.MetricsPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what monitoring sees of a training, read over HTTP as Prometheus reads it. */
class MetricsPluginTest {

    private static final Pattern METRIC = Pattern.compile(
            "(?m)^metrics_tests_driver_plugin_org_bitadapt_jobs_spark_MetricsPlugin_(\\w+)_Value\\S* (\\S+)$");

    @TempDir
    private Path folder;

    private SparkSession session;

    @BeforeEach
    void startAnotherSession() {
        LocalSpark.session().stop();
        session = SparkSession.builder()
                .master("local[2]")
                .appName("metrics")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.port", 0)
                .config("spark.plugins", MetricsPlugin.class.getName())
                .config("spark.metrics.namespace", "tests")
                .config("spark.ui.prometheus.enabled", true)
                .config(
                        "spark.metrics.conf.driver.sink.prometheusServlet.class",
                        "org.apache.spark.metrics.sink.PrometheusServlet")
                .config("spark.metrics.conf.driver.sink.prometheusServlet.path", "/metrics/prometheus")
                .getOrCreate();
    }

    @AfterEach
    void stop() {
        session.stop();
    }

    @Test
    void prometheusReadsTheFiguresOfATraining() throws Exception {
        JsonNode summary = train();
        Map<String, Double> metrics = metrics();
        assertThat(metrics)
                .containsEntry("epoch", 1.0)
                .containsEntry("loss", summary.get("trainLoss").doubleValue())
                .containsEntry("accuracy", summary.get("trainAccuracy").doubleValue());
        assertThat(metrics.get("imagesPerSecond")).isPositive();
        assertThat(metrics.get("validationAccuracy")).isBetween(0.0, 1.0);
        assertThat(metrics).containsKeys("iteration", "proposalsDone");
        assertThat(get("/metrics/executors/prometheus")).contains("executor_id=\"driver\"");
    }

    private JsonNode train() throws IOException {
        Path images = folder.resolve("images");
        String data = folder.resolve("data").toString();
        new GeneratedImages(5, 64).writeTo(images);
        execute("preprocess", "--source", "cifar10", "--input", images.toString(), "--output", data);
        return execute(
                "train",
                "--data",
                data,
                "--run",
                folder.resolve("run").toString(),
                "--set",
                "network.name=resnet8",
                "--set",
                "train.epochs=1",
                "--set",
                "data.batch=32",
                "--json");
    }

    private static JsonNode execute(String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        assertThat(BitAdapt.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(out))
                        .execute(arguments))
                .as("%s", out)
                .isZero();
        String[] lines = out.toString().strip().split("\\R");
        return lines[lines.length - 1].startsWith("{")
                ? new ObjectMapper().readTree(lines[lines.length - 1])
                : MissingNode.getInstance();
    }

    private Map<String, Double> metrics() throws Exception {
        Matcher matcher = METRIC.matcher(get("/metrics/prometheus"));
        return matcher.results()
                .collect(Collectors.toMap(result -> result.group(1), result -> Double.valueOf(result.group(2))));
    }

    private String get(String path) throws Exception {
        URI uri = URI.create(session.sparkContext().uiWebUrl().get() + path);
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
