package org.bitadapt.runtime.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.bitadapt.runtime.format.PackedNetwork;

/**
 * Which slots share a buffer. Two slots of the same kind may share a buffer if one is read for the last time before the
 * other is written. The plan takes the free buffer that fits best, or grows the largest.
 *
 * @param <K> what two slots must agree on to share a buffer
 */
public final class BufferPlan<K> {
    private final int[] bufferOfSlot;
    private final List<Integer> sizes = new ArrayList<>();
    private final List<K> kinds = new ArrayList<>();

    /**
     * Plans a network's buffers.
     *
     * @param network the network
     * @param kindOfSlot what a slot must have in common with the slots that share its buffer
     * @param sizeOfSlot the numbers that a slot needs in this engine's layout
     */
    public BufferPlan(PackedNetwork network, IntFunction<K> kindOfSlot, IntUnaryOperator sizeOfSlot) {
        int count = network.slots().size();
        bufferOfSlot = new int[count];
        Arrays.fill(bufferOfSlot, -1);
        List<Integer> free = new ArrayList<>();
        for (int slot = 0; slot < count; slot++) {
            bufferOfSlot[slot] = claim(free, kindOfSlot.apply(slot), sizeOfSlot.applyAsInt(slot));
            release(free, network, slot);
        }
    }

    /**
     * The buffer of a slot.
     *
     * @param slot a slot number
     * @return a buffer number
     */
    public int buffer(int slot) {
        return bufferOfSlot[slot];
    }

    /**
     * The number of buffers.
     *
     * @return 0 or more
     */
    public int buffers() {
        return sizes.size();
    }

    /**
     * What the slots of a buffer have in common.
     *
     * @param buffer a buffer number
     * @return the kind of all its slots
     */
    public K kind(int buffer) {
        return kinds.get(buffer);
    }

    /**
     * How many numbers a buffer holds.
     *
     * @param buffer a buffer number
     * @return the largest size of its slots
     */
    public int size(int buffer) {
        return sizes.get(buffer);
    }

    private int claim(List<Integer> free, K kind, int size) {
        int best = -1;
        for (int buffer : free) {
            if (kinds.get(buffer).equals(kind) && (best < 0 || fitsBetter(sizes.get(buffer), sizes.get(best), size))) {
                best = buffer;
            }
        }
        if (best < 0) {
            sizes.add(size);
            kinds.add(kind);
            return sizes.size() - 1;
        }
        free.remove((Integer) best);
        sizes.set(best, Math.max(size, sizes.get(best)));
        return best;
    }

    private static boolean fitsBetter(int candidate, int best, int size) {
        return best < size ? candidate > best : candidate >= size && candidate < best;
    }

    private void release(List<Integer> free, PackedNetwork network, int operation) {
        for (int slot :
                network.operations().get(operation).inputs().stream().distinct().toList()) {
            if (network.liveness().lastReader(slot) == operation) {
                free.add(bufferOfSlot[slot]);
            }
        }
    }
}
