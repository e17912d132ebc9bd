package org.bitadapt.common.family;

import org.bitadapt.common.network.LayerSpec.Activation;
import org.bitadapt.common.network.LayerSpec.BatchNorm;
import org.bitadapt.common.network.LayerSpec.Conv2d;
import org.bitadapt.common.network.LayerSpec.Dropout;
import org.bitadapt.common.network.LayerSpec.Flatten;
import org.bitadapt.common.network.LayerSpec.Linear;
import org.bitadapt.common.network.LayerSpec.MaxPool;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;

/**
 * AlexNet: five convolutions and three linear layers.
 *
 * @see <a href="https://arxiv.org/abs/1404.5997">Krizhevsky 2014, the single-tower variant</a>
 */
final class AlexNet {

    private static final Activation RELU = new Activation(MapPrecision.FLOAT32);
    private static final int TOWERS = 2;

    private AlexNet() {}

    /**
     * AlexNet with torchvision's layers, which have biases and no batch norm.
     *
     * <p>torchvision averages the last map to 6x6, which changes nothing for an image of 224x224. This network has no
     * such average: at another size its first linear layer reads the map as it is.
     */
    static NetworkSpec large(String name, Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder(name, input);
        biased(network, 1, new Conv2d(64, 11, 4, 2, true, WeightPrecision.FLOAT32));
        network.then("pool1", new MaxPool(3, 2, 0));
        biased(network, 2, new Conv2d(192, 5, 1, 2, true, WeightPrecision.FLOAT32));
        network.then("pool2", new MaxPool(3, 2, 0));
        biased(network, 3, new Conv2d(384, 3, 1, 1, true, WeightPrecision.FLOAT32));
        biased(network, 4, new Conv2d(256, 3, 1, 1, true, WeightPrecision.FLOAT32));
        biased(network, 5, new Conv2d(256, 3, 1, 1, true, WeightPrecision.FLOAT32));
        return network.then("pool5", new MaxPool(3, 2, 0))
                .then("flatten", new Flatten())
                .then("dropout6", new Dropout(0.5))
                .then("fc6", new Linear(4096, true, WeightPrecision.FLOAT32))
                .then("relu6", RELU)
                .then("dropout7", new Dropout(0.5))
                .then("fc7", new Linear(4096, true, WeightPrecision.FLOAT32))
                .then("relu7", RELU)
                .then("fc8", new Linear(classes, true, WeightPrecision.FLOAT32))
                .build();
    }

    /**
     * AlexNet as it was published, and as the energy of accelerators is published for: two towers, of which each has
     * half of the channels. The towers meet in the third convolution and in the linear layers.
     *
     * @param input 227x227 for the published shapes
     * @see <a href="https://papers.nips.cc/paper/4824">Krizhevsky, Sutskever and Hinton 2012</a>
     */
    static NetworkSpec towers(String name, Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder(name, input);
        biased(network, 1, new Conv2d(96, 11, 4, 0, true, WeightPrecision.FLOAT32));
        network.then("pool1", new MaxPool(3, 2, 0));
        biased(network, 2, new Conv2d(256, 5, 1, 2, TOWERS, true, WeightPrecision.FLOAT32));
        network.then("pool2", new MaxPool(3, 2, 0));
        biased(network, 3, new Conv2d(384, 3, 1, 1, true, WeightPrecision.FLOAT32));
        biased(network, 4, new Conv2d(384, 3, 1, 1, TOWERS, true, WeightPrecision.FLOAT32));
        biased(network, 5, new Conv2d(256, 3, 1, 1, TOWERS, true, WeightPrecision.FLOAT32));
        return network.then("pool5", new MaxPool(3, 2, 0))
                .then("flatten", new Flatten())
                .then("fc1", new Linear(4096, true, WeightPrecision.FLOAT32))
                .then("relu6", RELU)
                .then("fc2", new Linear(4096, true, WeightPrecision.FLOAT32))
                .then("relu7", RELU)
                .then("fc3", new Linear(classes, true, WeightPrecision.FLOAT32))
                .build();
    }

    /**
     * AlexNet's five widths for images of 32x32, with kernels of 3x3, batch norm and linear layers of 1024.
     *
     * <p>The first convolution has stride 2, where the large network's has stride 4. The last map of a 32x32 image is
     * 2x2.
     */
    static NetworkSpec small(String name, Shape input, int classes) {
        NetworkBuilder network = new NetworkBuilder(name, input);
        normalized(network, 1, 64, 2);
        network.then("pool1", new MaxPool(2, 2, 0));
        normalized(network, 2, 192, 1);
        network.then("pool2", new MaxPool(2, 2, 0));
        normalized(network, 3, 384, 1);
        normalized(network, 4, 256, 1);
        normalized(network, 5, 256, 1);
        network.then("pool5", new MaxPool(2, 2, 0)).then("flatten", new Flatten());
        hidden(network, 6);
        hidden(network, 7);
        return network.then("fc8", new Linear(classes, true, WeightPrecision.FLOAT32))
                .build();
    }

    private static void biased(NetworkBuilder network, int index, Conv2d convolution) {
        network.then("conv" + index, convolution).then("relu" + index, RELU);
    }

    private static void normalized(NetworkBuilder network, int index, int outputs, int stride) {
        network.then("conv" + index, new Conv2d(outputs, 3, stride, 1, false, WeightPrecision.FLOAT32))
                .then("bn" + index, BatchNorm.STANDARD)
                .then("relu" + index, RELU);
    }

    // Batch norm regularizes too, and 1-bit weights regularize more: a dropout rate below AlexNet's 0.5 is enough.
    private static void hidden(NetworkBuilder network, int index) {
        network.then("dropout" + index, new Dropout(0.2))
                .then("fc" + index, new Linear(1024, false, WeightPrecision.FLOAT32))
                .then("bn" + index, BatchNorm.STANDARD)
                .then("relu" + index, RELU);
    }
}
