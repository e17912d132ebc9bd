package org.bitadapt.common.family;

import java.util.List;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.LayerSpec.Activation;
import org.bitadapt.common.network.LayerSpec.BatchNorm;
import org.bitadapt.common.network.LayerSpec.Conv2d;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;

/**
 * A residual network: a stem, stages of blocks that each halve the map and double the channels, a mean and a linear
 * layer.
 *
 * <p>Shortcuts that change shape are 1x1 convolutions with batch norm (option B). The stride of a bottleneck is on its
 * 3x3 convolution, as torchvision has it.
 *
 * @param stem how the image is read
 * @param block what a stage is made of
 * @param width channels of the stem and of the first stage's 3x3 convolutions
 * @param blocks the number of blocks of each stage
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. 2015</a>
 */
record ResNet(Stem stem, Block block, int width, List<Integer> blocks) {

    /** How the image is read. */
    enum Stem {
        /** A 3x3 convolution; the map keeps the image's size. */
        SMALL,
        /** A 7x7 convolution and a 3x3 max pool, both of stride 2. */
        LARGE
    }

    /** What a stage is made of. */
    enum Block {
        /** Two 3x3 convolutions. */
        BASIC(1),
        /** Three convolutions: 1x1, 3x3, and 1x1 to four times the width. */
        BOTTLENECK(4);

        private final int expansion;

        Block(int expansion) {
            this.expansion = expansion;
        }
    }

    private static final Activation RELU = new Activation(MapPrecision.FLOAT32);

    /** He et al.'s network for CIFAR of depth 6n + 2: three stages of n basic blocks, 16, 32 and 64 channels. */
    static ResNet cifar(int depth) {
        int blocks = (depth - 2) / 6;
        return new ResNet(Stem.SMALL, Block.BASIC, 16, List.of(blocks, blocks, blocks));
    }

    NetworkSpec build(String name, Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder(name, input);
        stem(network);
        int channels = width;
        for (int stage = 0; stage < blocks.size(); stage++) {
            int inner = width << stage;
            for (int i = 0; i < blocks.get(stage); i++) {
                String prefix = "layer" + (stage + 1) + "." + i + ".";
                int stride = stage > 0 && i == 0 ? 2 : 1;
                block(network, prefix, inner, stride, stride > 1 || channels != inner * block.expansion);
                channels = inner * block.expansion;
            }
        }
        return network.then("avgpool", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(classes, true, WeightPrecision.FLOAT32))
                .build();
    }

    private void stem(NetworkBuilder network) {
        if (stem == Stem.SMALL) {
            product(network, "conv1", "bn1", convolution(width, 3, 1)).then("relu1", RELU);
        } else {
            product(network, "conv1", "bn1", convolution(width, 7, 2))
                    .then("relu1", RELU)
                    .then("maxpool", new LayerSpec.MaxPool(3, 2, 1));
        }
    }

    private void block(NetworkBuilder network, String prefix, int inner, int stride, boolean project) {
        String input = network.last();
        String body = block == Block.BASIC
                ? basicBody(network, prefix, inner, stride)
                : bottleneckBody(network, prefix, inner, stride);
        String shortcut = input;
        if (project) {
            shortcut = prefix + "downsample.bn";
            product(
                    network.from(input),
                    prefix + "downsample.conv",
                    shortcut,
                    convolution(inner * block.expansion, 1, stride));
        }
        // The body's last convolution comes after the projection, so that the convolution can be fused with sum and
        // activation.
        int index = block == Block.BASIC ? 2 : 3;
        Conv2d end = convolution(inner * block.expansion, block == Block.BASIC ? 3 : 1, 1);
        product(network.from(body), prefix + "conv" + index, prefix + "bn" + index, end)
                .add(prefix + "add", shortcut)
                .then(prefix + "relu" + index, RELU);
    }

    private static String basicBody(NetworkBuilder network, String prefix, int inner, int stride) {
        return activated(network, prefix, 1, convolution(inner, 3, stride));
    }

    private static String bottleneckBody(NetworkBuilder network, String prefix, int inner, int stride) {
        activated(network, prefix, 1, convolution(inner, 1, 1));
        return activated(network, prefix, 2, convolution(inner, 3, stride));
    }

    private static String activated(NetworkBuilder network, String prefix, int index, Conv2d convolution) {
        return product(network, prefix + "conv" + index, prefix + "bn" + index, convolution)
                .then(prefix + "relu" + index, RELU)
                .last();
    }

    private static NetworkBuilder product(NetworkBuilder network, String node, String norm, Conv2d convolution) {
        return network.then(node, convolution).then(norm, BatchNorm.STANDARD);
    }

    private static Conv2d convolution(int outputs, int kernel, int stride) {
        return new Conv2d(outputs, kernel, stride, kernel / 2, false, WeightPrecision.FLOAT32);
    }
}
