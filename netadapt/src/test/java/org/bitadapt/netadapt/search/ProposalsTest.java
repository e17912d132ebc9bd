package org.bitadapt.netadapt.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.netadapt.Samples;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.resource.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProposalsTest {

    static Stream<Arguments> networksAndResources() {
        return Samples.all().stream()
                .flatMap(network ->
                        Samples.resources().stream().map(resource -> Arguments.of(network.name(), resource, network)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("networksAndResources")
    void everyCountIsTheLargestThatExhaustiveSearchFinds(String name, Resource resource, NetworkSpec network) {
        for (double share : new double[] {0.99, 0.9, 0.75, 0.5}) {
            double constraint = share * resource.total(network);
            List<String> expected = new ArrayList<>();
            for (ChannelGroup group : ChannelGroups.of(network).prunable()) {
                expected.add(group.name() + " " + exhaustively(network, group, resource, constraint));
            }
            assertThat(new Proposals(resource, ChannelMultiples.DEFAULT).next(network, constraint))
                    .extracting(
                            proposal -> proposal.group() + " " + (proposal.feasible() ? proposal.left() : "infeasible"))
                    .isEqualTo(expected);
        }
    }

    /** Tries all channel counts from 1, on a network that is built anew by hand. */
    private static String exhaustively(NetworkSpec network, ChannelGroup group, Resource resource, double constraint) {
        String best = "infeasible";
        for (int channels = 1; channels < group.channels(); channels++) {
            List<Node> nodes = new ArrayList<>();
            for (Node node : network.nodes()) {
                nodes.add(
                        group.producers().contains(node.name())
                                ? node.withLayer(((LayerSpec.Weighted) node.layer()).withOutputs(channels))
                                : node);
            }
            double used = resource.total(new NetworkSpec(network.name(), network.input(), nodes));
            if (channels % 8 == 0 && used <= constraint) {
                best = String.valueOf(channels);
            }
        }
        return best;
    }

    @Test
    void linearLayersCanHaveMultiplesOfTheirOwn() {
        NetworkSpec network = Networks.named("alexnet-cifar", 10);
        double constraint = 0.9 * new Weights().total(network);
        List<Proposal> proposals = new Proposals(new Weights(), new ChannelMultiples(8, 64)).next(network, constraint);
        assertThat(proposals)
                .extracting(Proposal::group)
                .containsExactly("conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7");
        assertThat(proposals.get(5).left() % 64).isZero();
        assertThat(proposals.get(3).left() % 64).isNotZero();
    }

    @Test
    void aGroupThatCannotMeetTheConstraintShowsItsLeast() {
        NetworkSpec network = Samples.chain(PrecisionPolicy.FLOAT32);
        Proposal first = new Proposals(new Macs(), ChannelMultiples.DEFAULT)
                .next(network, 1000)
                .get(0);
        assertThat(first.feasible()).isFalse();
        assertThat(first.left()).isEqualTo(8);
        assertThat(first.resource()).isEqualTo(new Macs().total(first.network()));
    }

    @Test
    void aGroupWithOneMultipleLeftHasNoProposal() {
        NetworkSpec network = Samples.bottleneck(PrecisionPolicy.FLOAT32);
        assertThat(new Proposals(new Macs(), new ChannelMultiples(16, 16)).next(network, 1))
                .extracting(Proposal::group)
                .containsExactly("stem");
    }

    @Test
    void multiplesAreAtLeastOne() {
        assertThatThrownBy(() -> new ChannelMultiples(0, 8))
                .hasMessage("Invalid channel multiples: 0 for convolutions, 8 for linear layers (must be at least 1)");
    }
}
