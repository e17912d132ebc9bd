package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Width;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aProposalChangesTheOutputsOfItsGroupAlone() throws IOException {
        JsonNode plan = plan("--network", "alexnet", "--resource", "macs", "--reduction", "0.025");
        assertThat(plan.get("resource").asText()).isEqualTo("macs");
        double initial = new Macs().total(Networks.named("alexnet", 10));
        assertThat(plan.get("initialResource").asDouble()).isEqualTo(initial);
        assertThat(plan.get("constraint").asDouble()).isEqualTo(initial * 0.975);
        assertThat(plan.get("proposals")).hasSize(7);
        for (int i = 0; i < 7; i++) {
            JsonNode proposal = plan.get("proposals").get(i);
            for (int layer = 0; layer < 8; layer++) {
                int now = plan.get("initialOutputChannels").get(layer).asInt();
                int proposed = proposal.get("outputChannels").get(layer).asInt();
                assertThat(proposed == now).isEqualTo(layer != i);
            }
            assertThat(proposal.get("feasible").asBoolean())
                    .isEqualTo(proposal.get("resource").asDouble()
                            <= plan.get("constraint").asDouble());
            assertThat(proposal.get("outputChannels").get(i).asInt() % 8).isZero();
        }
        assertThat(plan.get("proposals").get(0).get("group").asText()).isEqualTo("conv1");
    }

    @Test
    void theTableNamesInfeasibleGroups() {
        assertThat(execute("netadapt", "plan", "--network", "alexnet", "--resource", "WEIGHTS", "--reduction", "0.05"))
                .isZero();
        assertThat(out.toString())
                .startsWith("alexnet: 57,035,456 weights now, 54,183,683 allowed")
                .containsPattern("conv2 +8 .* no +64 8 384 256 256 4096 4096 10")
                .containsPattern("fc7 .* yes ");
    }

    @Test
    void aPlanOnEnergySaysOfWhatHardware() throws IOException {
        assertThat(execute("netadapt", "plan", "--network", "resnet8", "--resource", "ENERGY", "--hardware", "tangram"))
                .isZero();
        assertThat(out.toString()).contains(" allowed; modelled on the accelerator tangram");
        assertThat(plan("--network", "resnet8", "--resource", "edp")
                        .get("accelerator")
                        .asText())
                .isEqualTo("eyeriss");
        assertThat(plan("--network", "resnet8", "--resource", "macs")
                        .get("accelerator")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "LATENCY", mode = EnumSource.Mode.EXCLUDE)
    void everyResourceHasAPlan(ResourceKind kind) throws IOException {
        JsonNode plan = plan("--network", "resnet20", "--resource", kind.name(), "--reduction", "0.02");
        assertThat(plan.get("proposals")).hasSize(12);
        assertThat(plan.get("resource").asText()).isEqualTo(kind.name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @EnumSource
    void helpNamesEveryResource(ResourceKind kind) {
        String help = BitAdapt.commandLine().getSubcommands().get("netadapt").getUsageMessage();
        assertThat(help).containsPattern("Resources are [^.]*\\b" + kind.name().toLowerCase(Locale.ROOT) + "\\b");
    }

    @Test
    void latencyNeedsATable() {
        assertThat(execute("netadapt", "plan", "--network", "resnet8", "--resource", "LATENCY"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--table PATH").contains("bitadapt latency-table");
    }

    @Test
    void aMeasuredTableServesAPlan() throws IOException {
        String table = folder.resolve("here.csv").toString();
        assertThat(execute(
                        "latency-table",
                        "--network",
                        "resnet8",
                        "--target",
                        "here",
                        "--step",
                        "64",
                        "--least",
                        "56",
                        "--warm-up",
                        "0",
                        "--output",
                        table,
                        "--json"))
                .isZero();
        JsonNode made = new ObjectMapper().readTree(out.toString());
        assertThat(made.get("rows").asInt()).isEqualTo(made.get("shapes").asInt());
        out.getBuffer().setLength(0);
        JsonNode plan = plan(
                "--network",
                "resnet8",
                "--resource",
                "LATENCY",
                "--table",
                table,
                "--channel-multiple",
                "56",
                "--reduction",
                "0.001");
        assertThat(plan.get("initialResource").asDouble())
                .isEqualTo(made.get("networkMicros").asDouble());
        assertThat(plan.get("proposals")).hasSize(2);
    }

    @Test
    void aPlanOfPlanesNamesThem() throws IOException {
        NetworkSpec network = PrecisionPolicy.BINARY.withWidth(new Width(4, 8)).apply(Networks.named("resnet8", 10));
        Path file = folder.resolve("mine.json");
        Files.writeString(file, NetworkJson.write(network));
        String[] options = {
            "--network",
            file.toString(),
            "--precision",
            "own",
            "--resource",
            "memory",
            "--reduction",
            "0.02",
            "--proposals",
            "both",
            "--exclude",
            "layer3.*"
        };
        JsonNode plan = plan(options);
        assertThat(plan.get("excluded").toString())
                .startsWith("[\"layer3.0.conv1\",")
                .doesNotContain("layer2");
        List<String> lines = new ArrayList<>();
        plan.get("proposals")
                .forEach(row -> lines.add(row.get("group").asText() + " "
                        + (row.get("planes").isNull()
                                ? row.get("channels") + " channels"
                                : row.get("planes") + " planes")));
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("layer3"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("layer2\\S* [123] planes"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("layer2\\S* \\d+ channels"));
        out.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of("netadapt", "plan"));
        arguments.addAll(List.of(options));
        assertThat(execute(arguments.toArray(String[]::new))).isZero();
        assertThat(out.toString())
                .contains("; excluded: layer3.0.conv1, ")
                .containsPattern("layer2\\S* +4 -> [123] planes ");
        assertThat(err.toString()).doesNotContain("another precision");
        options[3] = "binary";
        plan(options);
        assertThat(err.toString()).contains("quantized layers, which --precision own keeps.");
    }

    @Test
    void whatPlanesDoNotChangeIsRefused() {
        assertThat(execute("netadapt", "plan", "--network", "resnet8", "--resource", "macs", "--proposals", "planes"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Invalid --proposals: PLANES (must be CHANNELS with --resource MACS");
        assertThat(execute("netadapt", "plan", "--network", "resnet8", "--resource", "macs", "--precision", "own"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Invalid precision: own (must be binary or float32 for a network that");
        assertThat(execute("netadapt", "plan", "--network", "resnet8", "--resource", "macs", "--exclude", "conv9"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Invalid exclude: conv9");
    }

    @Test
    void aReductionIsAShare() {
        assertThat(execute("netadapt", "plan", "--network", "resnet8", "--resource", "MACS", "--reduction", "2.5"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Invalid --reduction: 2.5 (must be above 0 and below 1)");
    }

    private JsonNode plan(String... options) throws IOException {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "netadapt";
        arguments[1] = "plan";
        arguments[2] = "--json";
        System.arraycopy(options, 0, arguments, 3, options.length);
        out.getBuffer().setLength(0);
        assertThat(execute(arguments)).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private int execute(String... arguments) {
        return BitAdapt.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
