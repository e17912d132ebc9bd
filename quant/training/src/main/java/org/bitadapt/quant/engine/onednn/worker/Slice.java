package org.bitadapt.quant.engine.onednn.worker;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.kernel.onednn.Scratchpad;
import org.bitadapt.quant.kernel.onednn.Stream;

/** The images of a batch that one worker takes, with the memory and the stream of that worker. */
public final class Slice {

    private final Worker worker;
    private final WorkerTeam team;
    private final int first;
    private final int images;

    /**
     * Gives a worker some images of a batch.
     *
     * @param first the number of the slice's first image in the batch
     * @param images the number of images, 1 or more
     */
    Slice(Worker worker, WorkerTeam team, int first, int images) {
        this.worker = worker;
        this.team = team;
        this.first = first;
        this.images = images;
    }

    /** The number of the slice's first image in the batch. */
    public int first() {
        return first;
    }

    /** The number of images, 1 or more. */
    public int images() {
        return images;
    }

    /** The number of the worker that takes the slice; also the number of the slice. */
    public int worker() {
        return worker.number();
    }

    /** The stream on which the worker executes primitives. */
    public Stream stream() {
        return worker.stream();
    }

    /** The temporary memory of the worker's primitives. */
    public Scratchpad scratch() {
        return worker.scratch();
    }

    /** The maps and gradients of the slice. */
    public SliceMemory memory() {
        return worker.memory();
    }

    /** The gradients of a {@link GradientPlan}'s buffers. */
    public List<ByteBuffer> gradients(List<Integer> buffers) {
        return buffers.stream().map(buffer -> memory().gradient(buffer).bytes()).toList();
    }

    /** The gradient of a {@link GradientPlan}'s buffer, if there is one. */
    public Optional<ByteBuffer> gradient(Optional<Integer> buffer) {
        return buffer.map(index -> memory().gradient(index).bytes());
    }

    /** Counts the worker's time from now on to a phase. */
    public void enter(Phase phase) {
        worker.clock().enter(phase);
    }

    /** Waits for the other workers of the task, and counts the time as {@link Phase#WAITING}. */
    public void meet() {
        Phase before = worker.clock().current();
        enter(Phase.WAITING);
        team.meet();
        enter(before);
    }
}
