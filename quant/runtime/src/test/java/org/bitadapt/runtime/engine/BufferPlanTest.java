package org.bitadapt.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bitadapt.runtime.RandomNetworks;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.PackedNetworkReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans against a walk through the operations that knows only what each of them reads. */
class BufferPlanTest {
    private static final int CHANNELS = 2;
    private static final int[] SIZES = {1, 63, 64, 65, 127, 207};

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void slotsThatAreAliveTogetherShareNoBuffer(long seed) {
        Planned planned = new Planned(seed);
        for (int slot = 0; slot < planned.slots(); slot++) {
            for (int earlier = 0; earlier < slot; earlier++) {
                // The operation that writes a slot still reads what is read for the last time.
                if (planned.lastReader(earlier) >= slot) {
                    assertThat(planned.plan.buffer(slot))
                            .as("slots %d and %d", earlier, slot)
                            .isNotEqualTo(planned.plan.buffer(earlier));
                }
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void aBufferIsAsLargeAsItsLargestSlotAndOfTheirKind(long seed) {
        Planned planned = new Planned(seed);
        int[] largest = new int[planned.plan.buffers()];
        for (int slot = 0; slot < planned.slots(); slot++) {
            int buffer = planned.plan.buffer(slot);
            largest[buffer] = Math.max(largest[buffer], planned.sizes[slot]);
            assertThat(planned.plan.kind(buffer)).isEqualTo(planned.kinds[slot]);
        }
        for (int buffer = 0; buffer < largest.length; buffer++) {
            assertThat(planned.plan.size(buffer)).isPositive().isEqualTo(largest[buffer]);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void memoryIsBetweenWhatIsAliveAtOnceAndTheSum(long seed) {
        Planned planned = new Planned(seed);
        int memory = IntStream.range(0, planned.plan.buffers())
                .map(planned.plan::size)
                .sum();
        assertThat(memory).isLessThanOrEqualTo(IntStream.of(planned.sizes).sum());
        for (int operation = 0; operation < planned.slots(); operation++) {
            int alive = planned.alive(operation).stream()
                    .mapToInt(slot -> planned.sizes[slot])
                    .sum();
            assertThat(memory).as("at operation %d", operation).isGreaterThanOrEqualTo(alive);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void thereAreNoMoreBuffersOfAKindThanAreAliveAtOnce(long seed) {
        Planned planned = new Planned(seed);
        for (String kind : List.of("a", "b")) {
            long most = 0;
            for (int operation = 0; operation < planned.slots(); operation++) {
                most = Math.max(
                        most,
                        planned.alive(operation).stream()
                                .filter(slot -> planned.kinds[slot].equals(kind))
                                .count());
            }
            long buffers = IntStream.range(0, planned.plan.buffers())
                    .filter(buffer -> planned.plan.kind(buffer).equals(kind))
                    .count();
            assertThat(buffers).as("buffers of kind %s", kind).isEqualTo(most);
        }
    }

    @Test
    void aChainNeedsTwoBuffers() {
        RandomNetworks networks = new RandomNetworks(1);
        int slot = networks.input(1, 4, 4);
        for (int i = 0; i < 6; i++) {
            slot = networks.convolution(Convolution.of(slot, CHANNELS, 1));
        }
        networks.reading(slot);
        BufferPlan<String> plan = new BufferPlan<>(read(networks), any -> "", any -> 32);
        assertThat(buffers(plan, 8)).containsExactly(0, 1, 0, 1, 0, 1, 0, 1);
        assertThat(plan.buffers()).isEqualTo(2);
    }

    /** An operation may read a slot twice, as its input and its residual. */
    @Test
    void aSlotThatIsReadTwiceIsFreeOnce() {
        RandomNetworks networks = new RandomNetworks(1);
        int first = networks.convolution(Convolution.of(networks.input(1, 4, 4), CHANNELS, 1));
        int twice = networks.convolution(Convolution.of(first, CHANNELS, 1).withResidualCodes(first, 0.5f));
        int left = networks.convolution(Convolution.of(twice, CHANNELS, 1));
        int right = networks.convolution(Convolution.of(twice, CHANNELS, 1));
        networks.reading(networks.convolution(Convolution.of(left, CHANNELS, 1).withResidualCodes(right, 0.5f)));
        BufferPlan<String> plan = new BufferPlan<>(read(networks), slot -> slot == 0 ? "image" : "", any -> 32);
        assertThat(plan.buffer(left)).isNotEqualTo(plan.buffer(right));
        assertThat(List.of(plan.buffer(left), plan.buffer(right))).doesNotContain(plan.buffer(twice));
    }

    /** After the sum, buffers of 10 and 20 are free, in either order. */
    @Test
    void theSmallestFreeBufferThatIsLargeEnoughIsTaken() {
        for (int[] free : new int[][] {{10, 20}, {20, 10}}) {
            assertThat(sumFollowedBy(free, 12, 1)).containsExactly(10, 20);
            assertThat(taken(free, 12)).isEqualTo(20);
            assertThat(taken(free, 20)).isEqualTo(20);
            assertThat(taken(free, 10)).isEqualTo(10);
            assertThat(taken(free, 8)).isEqualTo(10);
        }
    }

    @Test
    void theLargestFreeBufferGrowsIfNoneIsLargeEnough() {
        assertThat(sumFollowedBy(new int[] {10, 20}, 30, 1)).containsExactly(10, 30);
        assertThat(sumFollowedBy(new int[] {20, 10}, 30, 1)).containsExactly(10, 30);
        // The one that grew is taken, so that the next slot of 30 has the other one grow.
        assertThat(sumFollowedBy(new int[] {10, 20}, 30, 25)).containsExactly(25, 30);
    }

    /** The size that the slot after the sum had its buffer for: that of the slot which had it before. */
    private static int taken(int[] free, int size) {
        BufferPlan<String> plan = planOfSum(free, size, 1);
        return plan.buffer(4) == plan.buffer(1) ? free[0] : free[1];
    }

    /** Sizes of the buffers that the two summands had, in order, after two more slots. */
    private static List<Integer> sumFollowedBy(int[] free, int next, int afterNext) {
        BufferPlan<String> plan = planOfSum(free, next, afterNext);
        return IntStream.range(0, plan.buffers())
                .filter(buffer -> plan.kind(buffer).equals("map"))
                .map(plan::size)
                .sorted()
                .boxed()
                .toList();
    }

    /** Slots 1 and 2 are summed to slot 3, of another kind; slots 4 and 5 follow, and both are summed. */
    private static BufferPlan<String> planOfSum(int[] free, int next, int afterNext) {
        RandomNetworks networks = new RandomNetworks(1);
        int first = networks.convolution(Convolution.of(networks.input(1, 4, 4), CHANNELS, 1));
        int second = networks.convolution(Convolution.of(first, CHANNELS, 1));
        int sum = networks.convolution(Convolution.of(second, CHANNELS, 1).withResidualCodes(first, 0.5f));
        int fourth = networks.convolution(Convolution.of(sum, CHANNELS, 1));
        int fifth = networks.convolution(Convolution.of(fourth, CHANNELS, 1));
        networks.reading(networks.convolution(Convolution.of(fifth, CHANNELS, 1).withResidualCodes(fourth, 0.5f)));
        int[] sizes = {1, free[0], free[1], 1, next, afterNext, 1, 1};
        List<String> kinds = List.of("image", "map", "map", "sum", "map", "map", "sum", "logits");
        return new BufferPlan<>(read(networks), kinds::get, slot -> sizes[slot]);
    }

    private static List<Integer> buffers(BufferPlan<String> plan, int slots) {
        return IntStream.range(0, slots).map(plan::buffer).boxed().toList();
    }

    private static PackedNetwork read(RandomNetworks networks) {
        return PackedNetworkReader.read(ByteBuffer.wrap(networks.bytes()));
    }

    /** A network in which layers read any slot and add any other, with sizes and kinds by chance. */
    private static final class Planned {
        private final PackedNetwork network;
        private final int[] sizes;
        private final String[] kinds;
        private final BufferPlan<String> plan;

        Planned(long seed) {
            Random random = new Random(seed);
            network = network(random, seed);
            sizes = random.ints(slots(), 0, SIZES.length).map(i -> SIZES[i]).toArray();
            kinds = random.ints(slots(), 0, 3).mapToObj(i -> i == 0 ? "b" : "a").toArray(String[]::new);
            plan = new BufferPlan<>(network, slot -> kinds[slot], slot -> sizes[slot]);
        }

        private static PackedNetwork network(Random random, long seed) {
            RandomNetworks networks = new RandomNetworks(seed);
            List<Integer> slots = new ArrayList<>();
            List<Integer> unread = new ArrayList<>();
            slots.add(networks.convolution(Convolution.of(networks.input(1, 2, 2), CHANNELS, 1)));
            unread.add(slots.get(0));
            int count = 1 + random.nextInt(12);
            while (slots.size() < count || unread.size() > 1) {
                boolean closing = slots.size() >= count;
                int input = closing ? unread.get(0) : slots.get(random.nextInt(slots.size()));
                int other = closing ? unread.get(1) : slots.get(random.nextInt(slots.size()));
                Convolution layer = Convolution.of(input, CHANNELS, 1);
                boolean adds = closing || random.nextBoolean();
                int output = networks.convolution(adds ? layer.withResidualCodes(other, 0.5f) : layer);
                unread.remove((Integer) input);
                if (adds) {
                    unread.remove((Integer) other);
                }
                slots.add(output);
                unread.add(output);
            }
            networks.reading(unread.get(0));
            return read(networks);
        }

        int slots() {
            return network.operations().size();
        }

        /** The last operation that reads a slot; the logits are read when all is done. */
        int lastReader(int slot) {
            int last = slots();
            for (int operation = slots() - 1; operation > slot; operation--) {
                if (last == slots()
                        && network.operations().get(operation).inputs().contains(slot)) {
                    last = operation;
                }
            }
            return last;
        }

        /** The slots that an operation writes or reads, or that are read later. */
        List<Integer> alive(int operation) {
            return IntStream.rangeClosed(0, operation)
                    .filter(slot -> lastReader(slot) >= operation)
                    .boxed()
                    .toList();
        }
    }
}
