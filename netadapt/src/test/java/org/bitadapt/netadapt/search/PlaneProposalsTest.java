package org.bitadapt.netadapt.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.latency.LatencyGrid;
import org.bitadapt.netadapt.latency.LatencyTable;
import org.bitadapt.netadapt.resource.Energy;
import org.bitadapt.netadapt.resource.EnergyDelay;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.resource.Memory;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.search.ProposalRules.Takes;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.LatencyFile;
import org.bitadapt.runtime.latency.LatencyHeader;
import org.bitadapt.runtime.latency.LatencyRow;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.Measurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlaneProposalsTest {

    private static final ChannelMultiples EIGHTS = ChannelMultiples.DEFAULT;

    private static ProposalRules rules(Takes takes, String... exclude) {
        return new ProposalRules(takes, EIGHTS, new Exclusions(List.of(exclude)));
    }

    /** The residual sample, whose layers have from one to seven planes, and 8 bits at the ends. */
    private static NetworkSpec planes() {
        Map<String, Integer> planes = Map.of("a1", 4, "a2", 2, "b", 1, "project", 7, "c1", 3, "c2", 5);
        return Samples.residual(PrecisionPolicy.BINARY)
                .mapLayers(node -> planes.containsKey(node.name())
                        ? ((LayerSpec.Weighted) node.layer())
                                .withWeights(WeightPrecision.ofPlanes(planes.get(node.name())))
                        : node.layer());
    }

    static Stream<Resource> resources() {
        return Stream.of(
                new Memory(),
                new Energy(Hardware.named("eyeriss")),
                new Energy(Hardware.named("tangram")),
                new EnergyDelay(Hardware.named("eyeriss")),
                bitsAsTimes());
    }

    /** A table in which a layer takes as many microseconds as its weights have bits. */
    private static LatencyTable bitsAsTimes() {
        List<LatencyRow> rows = LatencyGrid.of(planes(), Takes.BOTH, new GridSteps(8, 8), 8).stream()
                .map(shape -> new LatencyRow(shape, new Measurement(bits(shape), 0, 1, 0)))
                .toList();
        return new LatencyTable(
                new LatencyFile(LatencyHeader.here("bits", "none", 1, "2026-01-01T00:00:00Z"), rows), "bits.csv");
    }

    private static double bits(LayerShape shape) {
        return (double) shape.geometry().weightBits() * shape.inputs() * shape.outputs();
    }

    @ParameterizedTest
    @MethodSource("resources")
    void everyNumberOfPlanesIsTheLargestThatExhaustiveSearchFinds(Resource resource) {
        NetworkSpec network = planes();
        for (double share : new double[] {0.995, 0.98, 0.9}) {
            double constraint = share * resource.total(network);
            List<String> expected = new ArrayList<>();
            for (Node node : network.weighted()) {
                int planes = ((LayerSpec.Weighted) node.layer()).weights().planes();
                if (planes > 1) {
                    expected.add(node.name() + ":planes "
                            + exhaustively(network, node.name(), planes, resource, constraint));
                }
            }
            assertThat(new Proposals(resource, rules(Takes.PLANES)).next(network, constraint))
                    .extracting(
                            proposal -> proposal.group() + " " + (proposal.feasible() ? proposal.left() : "infeasible"))
                    .isEqualTo(expected);
        }
    }

    /** Tries all numbers of planes from 1, on a network that is built anew by hand. */
    private static String exhaustively(
            NetworkSpec network, String layer, int planes, Resource resource, double constraint) {
        String best = "infeasible";
        for (int left = 1; left < planes; left++) {
            List<Node> nodes = new ArrayList<>();
            for (Node node : network.nodes()) {
                nodes.add(
                        node.name().equals(layer)
                                ? node.withLayer(
                                        ((LayerSpec.Weighted) node.layer()).withWeights(WeightPrecision.ofPlanes(left)))
                                : node);
            }
            if (resource.total(new NetworkSpec(network.name(), network.input(), nodes)) <= constraint) {
                best = String.valueOf(left);
            }
        }
        return best;
    }

    /** Layer a1 has 24 x 16 x 9 = 3456 weights, so that a plane less is 432 bytes less. */
    @Test
    void aPlaneIsAnEighthOfAByteOfEveryWeight() {
        NetworkSpec network = planes();
        double memory = new Memory().total(network);
        Proposal proposal = new Proposals(new Memory(), rules(Takes.PLANES, "a2", "c?", "project"))
                .next(network, memory - 800)
                .get(0);
        assertThat(proposal.group()).isEqualTo("a1:planes");
        assertThat(proposal.left()).isEqualTo(2);
        assertThat(proposal.resource()).isEqualTo(memory - 2 * 432);
        assertThat(proposal.network())
                .isEqualTo(network.mapLayers(node -> node.name().equals("a1")
                        ? ((LayerSpec.Weighted) node.layer()).withWeights(WeightPrecision.PLANES2)
                        : node.layer()));
    }

    @Test
    void channelsComeBeforePlanes() {
        NetworkSpec network = planes();
        assertThat(new Proposals(new Memory(), rules(Takes.BOTH)).next(network, 1))
                .extracting(Proposal::group)
                .containsExactly(
                        "stem",
                        "a1",
                        "project",
                        "c1",
                        "a1:planes",
                        "a2:planes",
                        "project:planes",
                        "c1:planes",
                        "c2:planes");
        assertThat(new Proposals(new Memory(), rules(Takes.BOTH, "c2", "a?")).next(network, 1))
                .extracting(Proposal::group)
                .containsExactly("c1", "project:planes", "c1:planes");
        assertThat(new Proposals(new Macs(), rules(Takes.BOTH)).next(network, 1))
                .extracting(Proposal::group)
                .containsExactly("stem", "a1", "project", "c1");
    }

    @Test
    void aNetworkOfSeveralWidthsUsesWhatItsWidestDoes() {
        NetworkSpec one = Samples.residual(PrecisionPolicy.BINARY.withWidth(new Width(4, 8)));
        NetworkSpec several = one.withWidths(List.of(new Width(1, 8), new Width(4, 8)));
        Proposals proposals = new Proposals(new Memory(), rules(Takes.BOTH));
        double constraint = 0.97 * new Memory().total(one);
        List<Proposal> ofSeveral = proposals.next(several, constraint);
        assertThat(ofSeveral)
                .extracting(Proposal::cut, Proposal::resource)
                .isEqualTo(proposals.next(one, constraint).stream()
                        .map(proposal -> org.assertj.core.groups.Tuple.tuple(proposal.cut(), proposal.resource()))
                        .toList());
        assertThat(ofSeveral)
                .allSatisfy(proposal -> assertThat(proposal.network().widths()).isEqualTo(several.widths()));
    }

    @Test
    void aCutLeavesLessThanThereWas() {
        ChannelGroups groups = ChannelGroups.of(planes());
        assertThatThrownBy(() -> new Cut.Planes("a2", 2).of(groups))
                .hasMessage("Invalid layer: a2 (must have more than 2 planes in network residual)");
        assertThatThrownBy(() -> new Cut.Planes("stem", 1).of(groups))
                .hasMessage("Invalid layer: stem (must have more than 1 planes in network residual)");
        assertThatThrownBy(() -> new Cut.Planes("none", 1).of(groups)).hasMessageContaining("Invalid layer: none");
        assertThatThrownBy(() -> new Cut.Planes("a2", 0).of(groups)).hasMessageContaining("Invalid bits of weights: 0");
    }

    @Test
    void unknownNamesAreRefused() {
        NetworkSpec network = planes();
        new Exclusions(List.of("stem", "c*", "?1")).require(network);
        assertThatThrownBy(() -> new Exclusions(List.of("projct")).require(network))
                .hasMessage(
                        "Invalid exclude: projct (must be the name of a convolution or linear layer of residual, or match"
                                + " such names with * and ?); did you mean 'project'?");
        assertThatThrownBy(() -> new Exclusions(List.of("a1", "layer3.*")).require(network))
                .hasMessageStartingWith("Invalid exclude: layer3.* (must");
        assertThat(new Exclusions(List.of("a.", "*1")).layers(network)).containsExactly("a1", "c1");
        assertThatThrownBy(() -> new Exclusions(List.of("a.")).require(network)).hasMessageContaining("a.");
    }
}
