package org.bitadapt.common.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitadapt.common.channel.ChannelGroup.Consumer;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.LayerSpec.Weighted;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelGroupsTest {

    static List<String> names() {
        return Networks.names();
    }

    @Test
    void chainHasOneGroupALayer() {
        ChannelGroups groups = ChannelGroups.of(Networks.named("alexnet", 10));
        assertThat(groups.groups())
                .map(ChannelGroup::name)
                .containsExactly("input", "conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8");
        assertThat(groups.prunable())
                .map(ChannelGroup::name)
                .containsExactly("conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7");
        assertThat(groups.named("conv1").consumers()).containsExactly(new Consumer("conv2", 1));
        assertThat(groups.named("input").consumers()).containsExactly(new Consumer("conv1", 1));
    }

    @Test
    void flattenMultiplies() {
        assertThat(ChannelGroups.of(Networks.named("alexnet", 10)).named("conv5"))
                .isEqualTo(new ChannelGroup(
                        "conv5", 256, List.of("conv5"), List.of(), List.of(new Consumer("fc6", 36)), true));
    }

    @Test
    void residualStreamIsOneGroup() {
        ChannelGroups groups = ChannelGroups.of(Networks.named("resnet20", 10));
        assertThat(groups.named("layer2.0.downsample.conv"))
                .isEqualTo(new ChannelGroup(
                        "layer2.0.downsample.conv",
                        32,
                        List.of("layer2.0.downsample.conv", "layer2.0.conv2", "layer2.1.conv2", "layer2.2.conv2"),
                        List.of("layer2.0.downsample.bn", "layer2.0.bn2", "layer2.1.bn2", "layer2.2.bn2"),
                        List.of(
                                new Consumer("layer2.1.conv1", 1),
                                new Consumer("layer2.2.conv1", 1),
                                new Consumer("layer3.0.conv1", 1),
                                new Consumer("layer3.0.downsample.conv", 1)),
                        true));
    }

    /** A ResNet has the image, the scores, a stream per stage, and one group (two in bottlenecks) inside each block. */
    @ParameterizedTest
    @CsvSource({
        "resnet8, 8",
        "resnet20, 14",
        "resnet56, 32",
        "resnet18, 14",
        "resnet34-224, 22",
        "resnet50, 39",
        "resnet101-224, 73",
        "alexnet-cifar, 9"
    })
    void familiesHaveTheirNumberOfGroups(String name, int groups) {
        assertThat(ChannelGroups.of(Networks.named(name, 10)).groups()).hasSize(groups);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyProducerNormAndConsumerIsInOneGroup(String name) {
        NetworkSpec network = Networks.named(name, 10);
        List<ChannelGroup> groups = ChannelGroups.of(network).groups();
        List<String> weighted = network.weighted().stream().map(Node::name).toList();
        assertThat(groups.stream().flatMap(group -> group.producers().stream()))
                .containsExactlyInAnyOrderElementsOf(weighted);
        assertThat(groups.stream().flatMap(group -> group.consumers().stream()).map(Consumer::node))
                .containsExactlyInAnyOrderElementsOf(weighted);
        assertThat(groups.stream().flatMap(group -> group.normalizations().stream()))
                .doesNotHaveDuplicates()
                .hasSize((int) network.nodes().stream()
                        .filter(node -> node.layer() instanceof LayerSpec.BatchNorm)
                        .count());
    }

    @ParameterizedTest
    @MethodSource("names")
    void resizingAGroupChangesItsMembersOnly(String name) {
        NetworkSpec network = Networks.named(name, 10);
        ChannelGroups groups = ChannelGroups.of(network);
        for (ChannelGroup group : groups.prunable()) {
            int channels = group.channels() - 8;
            NetworkSpec pruned = groups.withChannels(group, channels);
            Map<String, Shape> shapes = pruned.shapes();
            network.shapes().forEach((node, shape) -> {
                boolean weighted = network.weighted().stream()
                        .anyMatch(layer -> layer.name().equals(node));
                if (group.producers().contains(node) || group.normalizations().contains(node)) {
                    assertThat(shapes.get(node)).isEqualTo(new Shape(channels, shape.height(), shape.width()));
                } else if (weighted) {
                    assertThat(shapes.get(node)).isEqualTo(shape);
                }
            });
            assertThat(ChannelGroups.of(pruned).named(group.name()))
                    .isEqualTo(new ChannelGroup(
                            group.name(),
                            channels,
                            group.producers(),
                            group.normalizations(),
                            group.consumers(),
                            true));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void groupsAreWhatCanLoseAChannelTogether(long seed) {
        NetworkSpec network = RandomNetworks.of(seed);
        List<Node> weighted = network.weighted();
        List<Set<String>> groups = ChannelGroups.of(network).prunable().stream()
                .map(group -> Set.copyOf(group.producers()))
                .toList();
        for (int subset = 0; subset < 1 << weighted.size(); subset++) {
            Set<String> chosen = new HashSet<>();
            for (int i = 0; i < weighted.size(); i++) {
                if ((subset >> i & 1) == 1) {
                    chosen.add(weighted.get(i).name());
                }
            }
            assertThat(canLoseAChannel(network, chosen))
                    .as("%s of %s", chosen, network)
                    .isEqualTo(isUnion(chosen, groups));
        }
    }

    private static boolean canLoseAChannel(NetworkSpec network, Set<String> chosen) {
        try {
            return network.mapLayers(node -> node.layer() instanceof Weighted layer && chosen.contains(node.name())
                                    ? layer.withOutputs(layer.outputs() - 1)
                                    : node.layer())
                            .classes()
                    == network.classes();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isUnion(Set<String> chosen, List<Set<String>> groups) {
        Set<String> covered = new HashSet<>();
        groups.stream().filter(chosen::containsAll).forEach(covered::addAll);
        return covered.equals(chosen);
    }

    @Test
    void sumOfAFlattenedMapAndAVectorIsFixed() {
        NetworkSpec network = new NetworkBuilder("mixed", new Shape(2, 4, 4))
                .then("conv", new LayerSpec.Conv2d(2, 1, 2, 0, true, WeightPrecision.FLOAT32))
                .then("flatten", new LayerSpec.Flatten())
                .then("hidden", new LayerSpec.Linear(8, true, WeightPrecision.FLOAT32))
                .add("sum", "flatten")
                .then("fc", new LayerSpec.Linear(3, true, WeightPrecision.FLOAT32))
                .build();
        assertThat(ChannelGroups.of(network).prunable()).isEmpty();
    }

    @Test
    void batchNormOverAFlattenedMapFixesItsChannels() {
        NetworkSpec network = new NetworkBuilder("normalized", new Shape(2, 4, 4))
                .then("conv", new LayerSpec.Conv2d(2, 1, 2, 0, true, WeightPrecision.FLOAT32))
                .then("flatten", new LayerSpec.Flatten())
                .then("bn", LayerSpec.BatchNorm.STANDARD)
                .then("fc", new LayerSpec.Linear(3, true, WeightPrecision.FLOAT32))
                .build();
        assertThat(ChannelGroups.of(network).prunable()).isEmpty();
    }

    @Test
    void channelsOfAGroupedConvolutionAreFixed() {
        NetworkSpec network = new NetworkBuilder("grouped", new Shape(3, 4, 4))
                .then("conv1", new LayerSpec.Conv2d(8, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .then("conv2", new LayerSpec.Conv2d(8, 3, 1, 1, 2, true, WeightPrecision.FLOAT32))
                .then("conv3", new LayerSpec.Conv2d(8, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(5, true, WeightPrecision.FLOAT32))
                .build();
        assertThat(ChannelGroups.of(network).prunable())
                .extracting(ChannelGroup::name)
                .containsExactly("conv3");
    }

    @Test
    void convolutionAddedToTheImageIsFixed() {
        NetworkSpec network = new NetworkBuilder("skip", new Shape(3, 4, 4))
                .then("conv", new LayerSpec.Conv2d(3, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .add("sum", NetworkSpec.INPUT)
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(5, true, WeightPrecision.FLOAT32))
                .build();
        ChannelGroups groups = ChannelGroups.of(network);
        assertThat(groups.prunable()).isEmpty();
        assertThat(groups.named("input").producers()).containsExactly("conv");
    }

    @Test
    void onlyPrunableGroupsOfTheNetworkAreResized() {
        ChannelGroups groups = ChannelGroups.of(Networks.named("resnet8", 10));
        assertThatThrownBy(() -> groups.withChannels(groups.named("fc"), 9))
                .hasMessage("Invalid channel group: fc (must be a prunable one of network resnet8)");
        ChannelGroup other =
                ChannelGroups.of(Networks.named("alexnet-cifar", 10)).named("conv2");
        assertThatThrownBy(() -> groups.withChannels(other, 9))
                .hasMessage("Invalid channel group: conv2 (must be a prunable one of network resnet8)");
        assertThatThrownBy(() -> groups.withChannels(groups.named("conv1"), 0))
                .hasMessage("Invalid outputs: 0 (must be at least 1)");
        assertThatThrownBy(() -> groups.named("conv9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid channel group: conv9 (must be one of network resnet8)");
    }
}
