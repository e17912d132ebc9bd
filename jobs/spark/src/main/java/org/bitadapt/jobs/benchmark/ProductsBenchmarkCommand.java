package org.bitadapt.jobs.benchmark;

import java.time.Duration;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.quant.benchmark.ProductBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bitadapt benchmark products}. */
@Command(
        name = "products",
        description = {
            "Times the forward products of a network's layers of sign planes in three arithmetics, on one thread.",
            "All give the same whole numbers: tables of sums (the packed runtime), bytes and floats (oneDNN, as in"
                    + " training)."
        },
        footer = {
            "  bitadapt benchmark products --network resnet18 --batch 32",
            "  bitadapt benchmark products --network resnet18 --batch 1 --weights 4"
        })
public final class ProductsBenchmarkCommand extends JobCommand {

    @Mixin
    private NetworkOption network;

    @Option(
            names = "--weights",
            paramLabel = "BITS",
            defaultValue = "1",
            description = "Bits of a weight, 1 to 7, each of which is a plane (default: ${DEFAULT-VALUE}).")
    private int weights;

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
    protected ProductsOutcome run(Console console) {
        NetworkSpec spec =
                PrecisionPolicy.BINARY.withWidth(new Width(weights, Byte.SIZE)).apply(network.spec(10));
        return new ProductsOutcome(
                network.name(), weights, batch, new ProductBenchmark(spec, batch, Duration.ofMillis(millis)).measure());
    }
}
