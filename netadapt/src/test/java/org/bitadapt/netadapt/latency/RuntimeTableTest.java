package org.bitadapt.netadapt.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.LatencyFile;
import org.bitadapt.runtime.latency.LatencyRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a table that was made by a JVM with the runtime's classes only, which is what a device has. */
class RuntimeTableTest {

    @TempDir
    private Path folder;

    @Test
    void theRuntimeAloneMakesTheTableOfAKnownNetwork() throws Exception {
        Path file = folder.resolve("table.csv");
        String said = latencyTable(file);

        LatencyFile made = LatencyFile.read(file);
        NetworkSpec network = PrecisionPolicy.BINARY.apply(Networks.named("resnet20", 10));
        assertThat(made.rows())
                .extracting(LatencyRow::shape)
                .isEqualTo(LatencyGrid.of(network, new GridSteps(64, 64), 64));
        LatencyTable table = new LatencyTable(made, file.toString());
        assertThat(table.header().target()).isEqualTo("board");
        assertThat(said).contains(String.format(Locale.ROOT, "takes %,.0f us by", table.total(network)));
    }

    private static String latencyTable(Path file) throws IOException, InterruptedException, URISyntaxException {
        Path classes = Path.of(PackedModel.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classes.toString(),
                        "org.bitadapt.runtime.cli.Main",
                        "latency-table",
                        "resnet20",
                        "--output",
                        file.toString(),
                        "--target",
                        "board",
                        "--step",
                        "64",
                        "--least",
                        "64",
                        "--engine",
                        "reference",
                        "--warm-up",
                        "0")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
