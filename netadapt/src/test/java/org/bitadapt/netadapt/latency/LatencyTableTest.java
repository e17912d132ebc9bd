package org.bitadapt.netadapt.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.netadapt.resource.LayerUse;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.search.ChannelMultiples;
import org.bitadapt.netadapt.search.Proposal;
import org.bitadapt.netadapt.search.Proposals;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.LatencyFile;
import org.bitadapt.runtime.latency.LatencyHeader;
import org.bitadapt.runtime.latency.LatencyRow;
import org.bitadapt.runtime.latency.LayerGeometry;
import org.bitadapt.runtime.latency.LayerGeometry.Residual;
import org.bitadapt.runtime.latency.LayerKind;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.MapKind;
import org.bitadapt.runtime.latency.Measurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LatencyTableTest {

    static final LatencyHeader HEADER = new LatencyHeader("test", "machine", "jvm", "vector", 1, "2026-01-01");

    private static final LayerGeometry CONVOLUTION =
            new LayerGeometry(LayerKind.CONVOLUTION, 3, 1, 1, 8, 8, 1, MapKind.CODES, MapKind.CODES, Residual.NONE);
    private static final LayerGeometry POOL =
            new LayerGeometry(LayerKind.MAX_POOL, 2, 2, 0, 8, 8, 0, MapKind.CODES, MapKind.CODES, Residual.NONE);

    @Test
    void measuredShapesHaveTheirMeasuredTime() {
        LatencyTable table = table(row(CONVOLUTION, 8, 8, 3.7), row(CONVOLUTION, 8, 16, 5.1), row(POOL, 8, 8, 0.3));
        assertThat(table.micros(new LayerShape(CONVOLUTION, 8, 16))).isEqualTo(5.1);
        assertThat(table.micros(new LayerShape(POOL, 8, 8))).isEqualTo(0.3);
    }

    @Test
    void timesBetweenAreBilinear() {
        LatencyTable table = table(
                row(CONVOLUTION, 8, 16, 1),
                row(CONVOLUTION, 8, 32, 3),
                row(CONVOLUTION, 24, 16, 5),
                row(CONVOLUTION, 24, 32, 11));
        assertThat(table.micros(new LayerShape(CONVOLUTION, 8, 24))).isEqualTo(2);
        assertThat(table.micros(new LayerShape(CONVOLUTION, 16, 16))).isEqualTo(3);
        assertThat(table.micros(new LayerShape(CONVOLUTION, 12, 20)))
                .isCloseTo(0.75 * (0.75 * 1 + 0.25 * 3) + 0.25 * (0.75 * 5 + 0.25 * 11), within(1e-12));
    }

    @Test
    void poolingIsLinearInItsChannels() {
        LatencyTable table = table(row(POOL, 8, 8, 1), row(POOL, 16, 16, 2));
        assertThat(table.micros(new LayerShape(POOL, 12, 12))).isEqualTo(1.5);
    }

    @Test
    void rowsThatDoNotReachFarEnoughArePassedOver() {
        LatencyTable table = table(
                row(CONVOLUTION, 8, 8, 1),
                row(CONVOLUTION, 8, 64, 8),
                row(CONVOLUTION, 16, 8, 2),
                row(CONVOLUTION, 24, 8, 3),
                row(CONVOLUTION, 24, 64, 24));
        assertThat(table.micros(new LayerShape(CONVOLUTION, 16, 64))).isEqualTo(16);
    }

    @Test
    void whatWasNotMeasuredIsRefused() {
        LatencyTable table = table(row(CONVOLUTION, 8, 8, 1), row(CONVOLUTION, 16, 8, 2));
        assertThatThrownBy(() -> table.micros(new LayerShape(CONVOLUTION, 8, 4)))
                .hasMessage("Missing latency of a layer: CONVOLUTION,8,4,3,1,1,8,8,1,CODES,CODES,NONE (must be within"
                        + " the measured channels 8..16 to 8..8 of target test)");
        assertThatThrownBy(() -> table.micros(new LayerShape(CONVOLUTION, 24, 8)))
                .hasMessageContaining("must be within the measured channels");
        assertThatThrownBy(() -> table.micros(new LayerShape(POOL, 8, 8)))
                .hasMessageContaining("must be in the table of target test");
    }

    @Test
    void aNetworkTakesTheSumOfItsLayersWhateverTheirNames() {
        NetworkSpec network = Samples.residual(PrecisionPolicy.BINARY);
        LatencyTable table = macsAsTimes(network, new GridSteps(8, 8));
        List<LayerUse> layers = table.layers(LoweredNetwork.of(network));
        assertThat(layers).extracting(LayerUse::layer).contains("stem", "project", "pool", "fc");
        assertThat(table.total(network)).isEqualTo(new Macs().total(network));
        NetworkSpec chain = Samples.chain(PrecisionPolicy.BINARY);
        assertThat(macsAsTimes(chain, new GridSteps(8, 8)).layers(LoweredNetwork.of(chain)))
                .contains(new LayerUse("dropout", 0));
    }

    static Stream<NetworkSpec> samples() {
        return Samples.all().stream();
    }

    @Test
    void theSamplesHaveEveryKindOfStepAndAllButDropoutTakeTime() {
        List<Step> steps = samples()
                .flatMap(network -> LoweredNetwork.of(network).steps().stream())
                .toList();
        assertThat(steps.stream().<Class<?>>map(Step::getClass)).contains(Step.class.getPermittedSubclasses());
        assertThat(steps)
                .allSatisfy(
                        step -> assertThat(StepShapes.shape(step).isPresent()).isEqualTo(!(step instanceof Step.Drop)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aTableOfMacsChoosesTheChannelsThatMacsChoose(NetworkSpec network) {
        LatencyTable table = macsAsTimes(network, new GridSteps(8, 16));
        NetworkSpec byMacs = network;
        NetworkSpec byTable = network;
        for (int iteration = 0; iteration < 4; iteration++) {
            byMacs = widest(
                    new Proposals(new Macs(), ChannelMultiples.DEFAULT).next(byMacs, 0.93 * new Macs().total(byMacs)));
            byTable = widest(new Proposals(table, ChannelMultiples.DEFAULT).next(byTable, 0.93 * table.total(byTable)));
            assertThat(byTable).isEqualTo(byMacs);
        }
    }

    private static NetworkSpec widest(List<Proposal> proposals) {
        return proposals.stream()
                .filter(Proposal::feasible)
                .reduce((best, next) -> next.left() > best.left() ? next : best)
                .orElseThrow()
                .network();
    }

    private static LatencyTable macsAsTimes(NetworkSpec network, GridSteps steps) {
        List<LatencyRow> rows = new ArrayList<>();
        for (LayerShape shape : LatencyGrid.of(network, steps, 8)) {
            double macs = LoweredNetwork.of(network).steps().stream()
                    .filter(step -> StepShapes.geometry(step)
                            .filter(shape.geometry()::equals)
                            .isPresent())
                    .mapToDouble(step -> macs(step, shape))
                    .findFirst()
                    .orElseThrow();
            rows.add(new LatencyRow(shape, new Measurement(macs, 0, 1, 0)));
        }
        return new LatencyTable(new LatencyFile(HEADER, rows), "test.csv");
    }

    private static double macs(Step step, LayerShape shape) {
        return step instanceof Step.Product product
                ? (double) shape.inputs()
                        * shape.outputs()
                        * product.window().height()
                        * product.window().width()
                        * product.output().shape().height()
                        * product.output().shape().width()
                : 0;
    }

    @Test
    void headersAreReadAsTheyAreWritten() {
        LatencyHeader header = new LatencyHeader("a \"b\" \\ c", "x\ty\u0001", "jvm ü", "none", 3, "2026-01-01");
        assertThat(new LatencyTable(new LatencyFile(header, List.of()), "here.csv").header())
                .isEqualTo(header);
    }

    @Test
    void badHeadersAreNamed() {
        assertThatThrownBy(() -> new LatencyTable(new LatencyFile("{\"target\":\"x\"}", List.of()), "here.csv"))
                .hasMessageContaining("must have [unit, machine, jvm, engine, threads, date]")
                .hasMessageEndingWith("here.csv:1");
        assertThatThrownBy(() -> new LatencyTable(new LatencyFile("{\"target", List.of()), "here.csv"))
                .hasMessage("Invalid header: {\"target (must be a JSON object), here.csv:1");
        String header = new LatencyFile(HEADER, List.of()).header().replace("\"us\"", "\"ms\"");
        assertThatThrownBy(() -> new LatencyTable(new LatencyFile(header, List.of()), "here.csv"))
                .hasMessage("Invalid unit: ms (must be us), here.csv:1");
    }

    private static LatencyTable table(LatencyRow... rows) {
        return new LatencyTable(new LatencyFile(HEADER, List.of(rows)), "test.csv");
    }

    private static LatencyRow row(LayerGeometry geometry, int inputs, int outputs, double micros) {
        return new LatencyRow(new LayerShape(geometry, inputs, outputs), new Measurement(micros, 0, 1, 0));
    }
}
