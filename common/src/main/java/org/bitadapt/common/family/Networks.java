package org.bitadapt.common.family;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.family.ResNet.Block;
import org.bitadapt.common.family.ResNet.Stem;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.text.Suggestions;

/**
 * The networks that users can name, all in floating point.
 *
 * <ul>
 *   <li>{@code resnet8, resnet20, resnet32, resnet44, resnet56}: He et al.'s for CIFAR, 16 to 64 channels, 32x32
 *   <li>{@code resnet18, resnet34, resnet50, resnet101}: 64 to 512 channels (2048 with bottlenecks), 32x32
 *   <li>{@code resnet18-224} and so on: the networks {@code resnet18} to {@code resnet101} for ImageNet, 224x224
 *   <li>{@code alexnet}: torchvision's layers, 224x224
 *   <li>{@code alexnet-cifar}: AlexNet for 32x32, with batch norm
 *   <li>a path that ends with {@code .json}: a network file that {@link NetworkJson} reads
 * </ul>
 */
public final class Networks {

    private static final Shape CIFAR = new Shape(3, 32, 32);
    private static final Shape IMAGENET = new Shape(3, 224, 224);
    private static final Map<String, Family> FAMILIES = families();

    private Networks() {}

    /** Makes a network for an input shape and a number of classes. */
    private interface Factory {
        NetworkSpec build(String name, Shape input, int classes);
    }

    /** A named network, and the input shape that it is usually given. */
    private record Family(String name, Shape input, Factory factory) {

        NetworkSpec build(Shape image, int classes) {
            return factory.build(name, image, classes);
        }
    }

    private static Map<String, Family> families() {
        List<Family> all = new ArrayList<>();
        for (int depth : new int[] {8, 20, 32, 44, 56}) {
            all.add(new Family("resnet" + depth, CIFAR, ResNet.cifar(depth)::build));
        }
        addWide(all, "resnet18", Block.BASIC, List.of(2, 2, 2, 2));
        addWide(all, "resnet34", Block.BASIC, List.of(3, 4, 6, 3));
        addWide(all, "resnet50", Block.BOTTLENECK, List.of(3, 4, 6, 3));
        addWide(all, "resnet101", Block.BOTTLENECK, List.of(3, 4, 23, 3));
        all.add(new Family("alexnet", IMAGENET, AlexNet::large));
        all.add(new Family("alexnet-cifar", CIFAR, AlexNet::small));
        Map<String, Family> byName = new LinkedHashMap<>();
        all.forEach(family -> byName.put(family.name(), family));
        return byName;
    }

    private static void addWide(List<Family> all, String name, Block block, List<Integer> blocks) {
        all.add(new Family(name, CIFAR, new ResNet(Stem.SMALL, block, 64, blocks)::build));
        all.add(new Family(name + "-224", IMAGENET, new ResNet(Stem.LARGE, block, 64, blocks)::build));
    }

    /** The names that {@link #named} knows, in the order of the list in this class's documentation. */
    public static List<String> names() {
        return List.copyOf(FAMILIES.keySet());
    }

    /**
     * A network for the input shape that it is usually given.
     *
     * @param nameOrJsonPath one of {@link #names()}, or a path that ends with {@code .json}
     * @param classes length of the output, at least 1
     * @throws IllegalArgumentException if the name is unknown, the file is not a valid network, or the file's network
     *     has another number of classes
     */
    public static NetworkSpec named(String nameOrJsonPath, int classes) {
        if (isFile(nameOrJsonPath)) {
            return file(nameOrJsonPath, classes);
        }
        Family family = family(nameOrJsonPath);
        return family.build(family.input(), classes);
    }

    /**
     * A network for images of the given shape, such as 64x64 crops, by the names of {@link #named(String, int)}.
     *
     * @throws IllegalArgumentException if {@link #named(String, int)} throws it, if the network file is for another
     *     shape, or if the image is too small for the network
     */
    public static NetworkSpec named(String nameOrJsonPath, int classes, Shape input) {
        if (!isFile(nameOrJsonPath)) {
            return family(nameOrJsonPath).build(input, classes);
        }
        NetworkSpec network = file(nameOrJsonPath, classes);
        if (!network.input().equals(input)) {
            throw new IllegalArgumentException("Invalid network file: " + nameOrJsonPath + " reads images of "
                    + network.input() + " (must be " + input + ", as the data set)");
        }
        return network;
    }

    /** Whether {@link #named} takes the text for a path. */
    public static boolean isFile(String nameOrJsonPath) {
        return nameOrJsonPath.endsWith(".json");
    }

    private static Family family(String name) {
        Family family = FAMILIES.get(name);
        if (family == null) {
            throw new IllegalArgumentException("Invalid network: " + name + " (must be one of "
                    + String.join(", ", names()) + ", or the path of a .json file)"
                    + Suggestions.didYouMean(name, names()));
        }
        return family;
    }

    private static NetworkSpec file(String path, int classes) {
        NetworkSpec network = NetworkJson.read(Path.of(path));
        if (network.classes() != classes) {
            throw new IllegalArgumentException("Invalid network file: " + path + " gives " + network.classes()
                    + " classes (must be " + classes + ": change the outputs of node "
                    + network.output().name() + ")");
        }
        return network;
    }
}
