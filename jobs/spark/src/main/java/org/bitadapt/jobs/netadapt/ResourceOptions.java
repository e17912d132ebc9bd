package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.netadapt.latency.LatencyTables;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.latency.LatencyTable;
import org.bitadapt.netadapt.resource.Energy;
import org.bitadapt.netadapt.resource.EnergyDelay;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.resource.Memory;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.netadapt.resource.Weights;
import picocli.CommandLine.Option;

/** The options that say which resource is to be saved. */
final class ResourceOptions {

    @Option(
            names = "--resource",
            required = true,
            paramLabel = "RESOURCE",
            description = "What to save: ${COMPLETION-CANDIDATES}.")
    private ResourceKind kind;

    @Option(
            names = "--table",
            paramLabel = "PATH",
            description = "For LATENCY: a table that latency-table made, of `bitadapt` or of the runtime's jar.")
    private String table;

    @Option(
            names = "--hardware",
            paramLabel = "NAME",
            defaultValue = "eyeriss",
            description =
                    "For ENERGY and EDP, the modelled accelerator: eyeriss, tangram, or the path of a .conf file (default:"
                            + " ${DEFAULT-VALUE}).")
    private String hardware;

    Resource resource() throws IOException {
        return switch (kind) {
            case LATENCY -> latency();
            case ENERGY -> new Energy(Hardware.named(hardware));
            case EDP -> new EnergyDelay(Hardware.named(hardware));
            case MEMORY -> new Memory();
            case MACS -> new Macs();
            case WEIGHTS -> new Weights();
        };
    }

    private LatencyTable latency() throws IOException {
        if (table == null) {
            throw new BadInputException(
                    "Missing option: --table PATH (must be given with --resource LATENCY)",
                    "Make one with `bitadapt latency-table --network NAME --target NAME`.");
        }
        return LatencyTables.read(table, SparkSessions.hadoop());
    }
}
