package org.bitadapt.jobs.benchmark;

import java.time.Duration;
import org.bitadapt.common.network.PrecisionPolicy;
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
    protected ProductsOutcome run(Console console) {
        return new ProductsOutcome(
                network.name(),
                batch,
                new ProductBenchmark(PrecisionPolicy.BINARY.apply(network.spec(10)), batch, Duration.ofMillis(millis))
                        .measure());
    }
}
