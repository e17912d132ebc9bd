package org.bitadapt.runtime.format;

import java.util.Arrays;
import java.util.List;

/**
 * Tells until when each slot is needed, so that feature maps that are never alive together can share memory.
 */
public final class Liveness {
    private final int[] lastReaders;

    Liveness(List<Operation> operations) {
        lastReaders = new int[operations.size()];
        Arrays.setAll(lastReaders, slot -> slot);
        for (int reader = 0; reader < lastReaders.length; reader++) {
            for (int slot : operations.get(reader).inputs()) {
                lastReaders[slot] = reader;
            }
        }
    }

    /**
     * The last operation that reads a slot.
     *
     * @param slot a slot number
     * @return the number of an operation; for the last slot, the operation that writes it
     */
    public int lastReader(int slot) {
        return lastReaders[slot];
    }

    /** Checks that the slots alive at any one operation are within the limit. */
    void requireWithinLimit(List<Slot> slots) {
        long alive = 0;
        long[] ending = new long[slots.size()];
        for (int operation = 0; operation < slots.size(); operation++) {
            int elements = slots.get(operation).shape().elements();
            alive += elements;
            ending[lastReaders[operation]] += elements;
            Limits.require("elements alive at operation " + operation, alive, 1, Limits.MAX_LIVE_ELEMENTS);
            alive -= ending[operation];
        }
    }
}
