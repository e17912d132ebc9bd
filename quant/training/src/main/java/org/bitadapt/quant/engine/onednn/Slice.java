package org.bitadapt.quant.engine.onednn;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bitadapt.quant.engine.contract.Phase;

/**
 * The images of a batch that one worker takes.
 *
 * @param first the number of the slice's first image in the batch
 * @param images the number of images, 1 or more
 */
record Slice(Worker worker, WorkerTeam team, int first, int images) {

    SliceMemory memory() {
        return worker.memory();
    }

    List<ByteBuffer> gradients(List<Integer> buffers) {
        return buffers.stream().map(buffer -> memory().gradient(buffer).bytes()).toList();
    }

    Optional<ByteBuffer> gradient(Optional<Integer> buffer) {
        return buffer.map(index -> memory().gradient(index).bytes());
    }

    /** Counts the time from now on to a phase. */
    void enter(Phase phase) {
        worker.stopwatch().enter(phase);
    }

    /** Waits for the other workers. */
    void meet() {
        Phase before = worker.stopwatch().current();
        enter(Phase.WAITING);
        team.meet();
        enter(before);
    }
}
