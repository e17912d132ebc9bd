package org.bitadapt.quant.engine.onednn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.SampleNetworks;
import org.bitadapt.quant.engine.onednn.worker.GradientPlan.StepBuffers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans against a backward pass that writes no numbers, only which gradient is in which buffer. */
class GradientPlanTest {
    private static final Shape IMAGE = new Shape(3, 4, 4);

    static Stream<NetworkSpec> samples() {
        return Stream.of(
                SampleNetworks.floatResidual(),
                SampleNetworks.binaryResidual(),
                SampleNetworks.floatChain(),
                SampleNetworks.binaryChain(),
                SampleNetworks.floatFork(),
                SampleNetworks.binaryFork());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("samples")
    void everyStepOfTheSamplesFindsTheGradientsOfItsReaders(NetworkSpec network) {
        assertPlan(LoweredNetwork.of(network));
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void everyStepFindsTheGradientsOfItsReaders(long seed) {
        assertPlan(LoweredNetwork.of(randomNetwork(new Random(seed))));
    }

    /** Maps of 32 floats in turns in two buffers, whatever the depth; before them the scores and the mean. */
    @Test
    void aChainOfEqualMapsNeedsTwoBuffers() {
        for (int depth : new int[] {2, 3, 8}) {
            NetworkBuilder builder = new NetworkBuilder("chain", IMAGE);
            for (int i = 0; i < depth; i++) {
                convolution(builder, "c" + i, 2).then("r" + i, relu());
            }
            GradientPlan plan = new GradientPlan(LoweredNetwork.of(classes(builder, 3)));
            assertThat(plan.floatsPerImage()).containsExactly(3, 2, 32, 32);
            assertThat(plan.steps()).hasSize(depth + 2);
        }
    }

    /** By hand: the sum's gradient stays in buffer 2 until the stem reads it, with that of the first layer in 3. */
    @Test
    void aResidualSharesTheGradientOfTheSum() {
        NetworkBuilder builder = new NetworkBuilder("residual", IMAGE);
        convolution(builder, "stem", 2).then("stem.relu", relu());
        convolution(builder, "a", 2).then("a.relu", relu());
        convolution(builder, "b", 2).add("sum", "stem.relu").then("b.relu", relu());
        GradientPlan plan = new GradientPlan(LoweredNetwork.of(classes(builder, 3)));
        assertThat(plan.steps())
                .containsExactly(
                        new StepBuffers(List.of(2, 3), Optional.of(2), Optional.empty()),
                        new StepBuffers(List.of(4), Optional.of(4), Optional.of(3)),
                        new StepBuffers(List.of(2), Optional.of(3), Optional.of(4)),
                        new StepBuffers(List.of(1), Optional.empty(), Optional.of(2)),
                        new StepBuffers(List.of(0), Optional.of(0), Optional.of(1)));
        assertThat(plan.floatsPerImage()).containsExactly(3, 2, 32, 32, 32);
        assertThat(plan.scores()).isZero();
    }

    private static void assertPlan(LoweredNetwork network) {
        GradientPlan plan = new GradientPlan(network);
        assertThat(plan.steps()).hasSameSizeAs(network.steps());
        BackwardPass pass = new BackwardPass(network, plan);
        for (int i = network.steps().size() - 1; i >= 0; i--) {
            pass.run(network.steps().get(i), plan.steps().get(i));
        }
        int memory = plan.floatsPerImage().stream().mapToInt(Integer::intValue).sum();
        assertThat(memory).isBetween(pass.most, pass.sum);
    }

    /** A gradient that a reader of a map has written. */
    private record Gradient(int buffer, int stamp) {}

    /** Every write leaves a stamp of its own in the buffer, which is to be found there until the last read. */
    private static final class BackwardPass {
        private final LoweredNetwork network;
        private final List<Integer> sizes;
        private final int[] stamps;
        private final Map<Integer, List<Gradient>> gradientsOfMap = new HashMap<>();
        /** Floats that are needed at the same time, at most. */
        private int most;
        /** Floats of all gradients. */
        private int sum;

        private int stamp;

        BackwardPass(LoweredNetwork network, GradientPlan plan) {
            this.network = network;
            sizes = plan.floatsPerImage();
            stamps = new int[sizes.size()];
            put(network.output(), write(plan.scores(), network.output()));
        }

        void run(Step step, StepBuffers buffers) {
            List<Gradient> contributions = gradientsOfMap.remove(step.output().index());
            assertThat(contributions).as("gradients of %s", step.output()).hasSize(readers(step.output()));
            assertThat(buffers.output())
                    .containsExactlyInAnyOrderElementsOf(
                            contributions.stream().map(Gradient::buffer).toList());
            contributions.forEach(this::assertThere);
            assertThat(buffers.input().isPresent()).isEqualTo(step.input().kind() != FeatureMap.Kind.PIXELS);
            // All are added up in the first one.
            Gradient whole = rewrite(buffers.output().get(0));
            if (step instanceof Step.Product product) {
                runProduct(product, buffers, whole);
                return;
            }
            assertThat(buffers.product()).isEmpty();
            List<Gradient> others = contributions.stream()
                    .filter(gradient -> gradient.buffer() != whole.buffer())
                    .toList();
            buffers.input().ifPresent(input -> put(step.input(), write(input, step.input())));
            count(step.output(), buffers);
            // Written image by image: the gradients of later images are still to be read.
            others.forEach(this::assertThere);
            assertThere(whole);
        }

        private void runProduct(Step.Product product, StepBuffers buffers, Gradient whole) {
            int place = buffers.product().orElseThrow();
            Gradient sums = place == whole.buffer() ? rewrite(place) : write(place, product.output());
            buffers.input().ifPresent(input -> put(product.input(), write(input, product.input())));
            assertThere(sums);
            product.residual().ifPresent(map -> {
                assertThere(whole);
                put(map, whole);
            });
            count(product.output(), buffers);
        }

        private Gradient rewrite(int buffer) {
            stamps[buffer] = ++stamp;
            return new Gradient(buffer, stamp);
        }

        private Gradient write(int buffer, FeatureMap map) {
            assertThat(sizes.get(buffer))
                    .as("floats for %s", map)
                    .isGreaterThanOrEqualTo(map.shape().size());
            sum += map.shape().size();
            return rewrite(buffer);
        }

        private void put(FeatureMap map, Gradient gradient) {
            gradientsOfMap
                    .computeIfAbsent(map.index(), any -> new ArrayList<>())
                    .add(gradient);
        }

        private void assertThere(Gradient gradient) {
            assertThat(stamps[gradient.buffer()])
                    .as("who wrote buffer %d", gradient.buffer())
                    .isEqualTo(gradient.stamp());
        }

        /** What waits to be read, and what the step itself works on. */
        private void count(FeatureMap output, StepBuffers buffers) {
            Set<Integer> working = new HashSet<>();
            int floats = 0;
            for (Map.Entry<Integer, List<Gradient>> waiting : gradientsOfMap.entrySet()) {
                for (Gradient gradient : waiting.getValue()) {
                    working.add(gradient.buffer());
                    floats += network.maps().get(waiting.getKey()).shape().size();
                }
            }
            Set<Integer> own = new HashSet<>(buffers.product().map(List::of).orElse(buffers.output()));
            own.removeAll(working);
            most = Math.max(most, floats + own.size() * output.shape().size());
        }

        private int readers(FeatureMap map) {
            int readers = map.equals(network.output()) ? 1 : 0;
            for (Step step : network.steps()) {
                readers += step.input().equals(map) ? 1 : 0;
                boolean adds = step instanceof Step.Product product
                        && product.residual().filter(map::equals).isPresent();
                readers += adds ? 1 : 0;
            }
            return readers;
        }
    }

    /** Layers that read any map and add any other of their shape; whatever nobody read is added up at the end. */
    private static NetworkSpec randomNetwork(Random random) {
        NetworkBuilder builder = new NetworkBuilder("random", IMAGE);
        Map<String, Integer> channels = new HashMap<>();
        List<String> maps = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        while (maps.size() < count || unread.size() > 1) {
            boolean closing = maps.size() >= count;
            int number = maps.size();
            String input = closing ? unread.get(0) : maps.isEmpty() ? NetworkSpec.INPUT : pick(random, maps);
            String other = closing ? unread.get(1) : maps.isEmpty() ? NetworkSpec.INPUT : pick(random, maps);
            int outputs = closing || random.nextBoolean() ? channels.getOrDefault(other, 5) : 2 + random.nextInt(6);
            builder.from(input);
            String output = "r" + number;
            if (!closing && number > 0 && random.nextInt(4) == 0) {
                boolean pools = random.nextBoolean();
                outputs = channels.get(input);
                builder.then(output, pools ? new LayerSpec.MaxPool(3, 1, 1) : new LayerSpec.Dropout(0.5));
            } else {
                convolution(builder, "c" + number, outputs);
                if (outputs == channels.getOrDefault(other, -1)) {
                    builder.add("s" + number, other);
                    unread.remove(other);
                }
                builder.then(output, relu());
            }
            unread.remove(input);
            maps.add(output);
            unread.add(output);
            channels.put(output, outputs);
        }
        return classes(builder.from(unread.get(0)), 1 + random.nextInt(100));
    }

    private static NetworkBuilder convolution(NetworkBuilder builder, String name, int outputs) {
        return builder.then(name, new LayerSpec.Conv2d(outputs, 3, 1, 1, true, WeightPrecision.FLOAT32));
    }

    private static LayerSpec relu() {
        return new LayerSpec.Activation(MapPrecision.FLOAT32);
    }

    private static NetworkSpec classes(NetworkBuilder builder, int classes) {
        return builder.then("pool", new LayerSpec.GlobalAveragePool())
                .then("classes", new LayerSpec.Linear(classes, true, WeightPrecision.FLOAT32))
                .build();
    }

    private static String pick(Random random, List<String> names) {
        return names.get(random.nextInt(names.size()));
    }
}
