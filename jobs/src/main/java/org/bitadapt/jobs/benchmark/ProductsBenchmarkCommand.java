package org.bitadapt.jobs.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.quant.benchmark.ProductBenchmark;
import org.bitadapt.quant.benchmark.ProductSpeed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt benchmark products}. */
@Command(
        name = "products",
        description = {
            "Times the forward products of a network's 1-bit layers in three arithmetics, on one thread.",
            "All give the same whole numbers: tables of sums (the packed runtime), bytes and floats (oneDNN, as in"
                    + " training)."
        },
        footer = "  bitadapt benchmark products --network resnet18 --batch 32")
public final class ProductsBenchmarkCommand extends JobCommand {

    @Mixin
    private NetworkOption network;

    @Option(
            names = "--batch",
            paramLabel = "IMAGES",
            defaultValue = "32",
            description = "Images a call (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--millis",
            paramLabel = "MILLISECONDS",
            defaultValue = "100",
            description = "Length of a turn; each product has three (default: ${DEFAULT-VALUE}).")
    private int millis;

    @Override
    protected Result run(Console console) {
        return new Result(
                network.name(),
                batch,
                new ProductBenchmark(PrecisionPolicy.BINARY.apply(network.spec(10)), batch, Duration.ofMillis(millis))
                        .measure());
    }

    /**
     * The measured speeds of products.
     *
     * @param layers the speed of each layer in 10<sup>9</sup> products a second
     */
    record Result(String network, int batch, List<ProductSpeed> layers) implements Outcome {

        @Override
        @JsonIgnore
        public String describe() {
            TextTable table =
                    new TextTable("layer", "inputs", "outputs", "kernel", "stride", "table", "bytes", "floats");
            for (ProductSpeed speed : layers) {
                table.row(
                        speed.layer(),
                        speed.inputs(),
                        speed.outputs(),
                        speed.kernel(),
                        speed.stride(),
                        rate(speed.table()),
                        rate(speed.bytes()),
                        rate(speed.floats()));
            }
            return table + System.lineSeparator() + "in 10^9 products a second, one thread, batch " + batch;
        }

        private static String rate(double value) {
            return String.format(Locale.ROOT, "%,.1f", value);
        }
    }
}
