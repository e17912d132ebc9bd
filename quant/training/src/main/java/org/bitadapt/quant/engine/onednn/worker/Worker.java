package org.bitadapt.quant.engine.onednn.worker;

import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.quant.kernel.onednn.Scratchpad;
import org.bitadapt.quant.kernel.onednn.Stream;

/** The possessions of one worker: a number, memory, and the stream on which it executes primitives. */
final class Worker implements AutoCloseable {

    private final int number;
    private final SliceMemory memory;
    private final PhaseClock clock = new PhaseClock();
    private final Stream stream = new Stream();
    private final Scratchpad scratch = new Scratchpad();

    Worker(int number, LoweredNetwork network, GradientPlan plan, int images) {
        this.number = number;
        try {
            this.memory = new SliceMemory(network, plan, images);
        } catch (RuntimeException | Error e) {
            scratch.close();
            throw e;
        }
    }

    int number() {
        return number;
    }

    SliceMemory memory() {
        return memory;
    }

    PhaseClock clock() {
        return clock;
    }

    Stream stream() {
        return stream;
    }

    Scratchpad scratch() {
        return scratch;
    }

    @Override
    public void close() {
        memory.close();
        scratch.close();
    }
}
