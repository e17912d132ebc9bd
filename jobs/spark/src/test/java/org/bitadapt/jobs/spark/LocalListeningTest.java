package org.bitadapt.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalListeningTest {

    /** A JVM that lives for seconds spends more on compiling well than it gains. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    @TempDir
    private static Path folder;

    private static Probe addressed;
    private static Probe plain;

    /** A JVM that starts a local session and says where it listens. */
    private record Probe(Process process, Path output, Path errors) {

        List<String> lines() throws IOException, InterruptedException {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
            return Files.readAllLines(output);
        }
    }

    /** Both start at once, on a processor each. */
    @BeforeAll
    static void startProbes() throws IOException {
        addressed = probe("addressed", Optional.of("127.0.0.1"));
        plain = probe("plain", Optional.empty());
    }

    @Test
    void aLocalSessionIsReachableOnLoopbackOnlyAndHasASecret() throws Exception {
        assertThat(addressed.lines())
                .containsSubsequence(
                        "driver: [127.0.0.1]",
                        "blocks: [127.0.0.1]",
                        "page: [127.0.0.1]",
                        "authentication: true",
                        "secret: 64",
                        "kill: false",
                        "sum: 10");
    }

    @Test
    void withoutAnAddressForThePageThereIsNone() throws Exception {
        assertThat(plain.lines())
                .containsSubsequence("driver: [127.0.0.1]", "blocks: [127.0.0.1]", "authentication: true", "sum: 10")
                .noneMatch(line -> line.startsWith("page"));
    }

    @Test
    void whatWasGivenStays() {
        SparkConf given = new SparkConf(false)
                .set("spark.driver.host", "example.org")
                .set("spark.ui.enabled", "true")
                .set("spark.ui.killEnabled", "true");
        assertThat(LocalListening.settings("local[2]", given, Optional.empty()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("spark.driver.bindAddress", "127.0.0.1", "spark.authenticate", "true"));
        assertThat(LocalListening.settings("local", new SparkConf(false), Optional.of("10.0.0.5")))
                .containsEntry("spark.driver.bindAddress", "10.0.0.5")
                .containsEntry("spark.ui.enabled", "true");
    }

    @Test
    void executorsOfALocalClusterShareARandomSecret() {
        String key = "spark.authenticate.secret";
        String one = LocalListening.settings("local-cluster[1,1,1024]", new SparkConf(false), Optional.empty())
                .get(key);
        String other = LocalListening.settings("local-cluster[1,1,1024]", new SparkConf(false), Optional.empty())
                .get(key);
        assertThat(one).hasSize(64).isNotEqualTo(other);
    }

    @Test
    void clustersDecideForThemselves() {
        for (String master : List.of("yarn", "spark://localhost:7077", "k8s://https://localhost")) {
            assertThat(LocalListening.settings(master, new SparkConf(false), Optional.empty()))
                    .isEmpty();
        }
    }

    private static Probe probe(String name, Optional<String> localAddress) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", QUICK_START));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ListeningProbe.class.getName()));
        Path output = folder.resolve(name + ".out");
        Path errors = folder.resolve(name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().remove("SPARK_LOCAL_IP");
        localAddress.ifPresent(address -> builder.environment().put("SPARK_LOCAL_IP", address));
        return new Probe(builder.start(), output, errors);
    }
}
