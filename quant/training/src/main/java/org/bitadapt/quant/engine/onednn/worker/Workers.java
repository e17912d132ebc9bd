package org.bitadapt.quant.engine.onednn.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.kernel.onednn.Scratchpad;
import org.bitadapt.quant.kernel.onednn.Stream;

/** The workers of an engine: a team of threads, and what each of them owns. Worker 0 is the caller's thread. */
public final class Workers implements AutoCloseable {

    private final WorkerTeam team;
    private final List<Worker> workers = new ArrayList<>();

    /**
     * Starts the threads, and allocates the maps and gradients of the largest batch.
     *
     * @param count the number of workers, 1 to {@code maximumBatch}
     * @param maximumBatch the most images in one batch
     * @throws IllegalArgumentException if a buffer would be 2 GB or more; nothing is left behind
     * @throws OutOfMemoryError if there is not enough memory or there are too many threads; nothing is left behind
     */
    public Workers(LoweredNetwork network, GradientPlan plan, int count, int maximumBatch) {
        this.team = new WorkerTeam(count);
        try {
            int most = (maximumBatch + count - 1) / count;
            for (int number = 0; number < count; number++) {
                workers.add(new Worker(number, network, plan, most));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The number of workers. */
    public int size() {
        return workers.size();
    }

    /**
     * Divides a batch: worker {@code k} takes the {@code k}-th slice. There are fewer slices than workers if there are fewer
     * images.
     *
     * @param images the number of images of the batch, 1 or more
     */
    public List<Slice> slices(int images) {
        List<Slice> slices = new ArrayList<>();
        int most = (images + workers.size() - 1) / workers.size();
        for (int first = 0; first < images; first += most) {
            slices.add(new Slice(workers.get(slices.size()), team, first, Math.min(most, images - first)));
        }
        return slices;
    }

    /**
     * Runs a task on the first workers and waits for them.
     *
     * @param count the number of workers that take part, 1 to {@link #size}
     * @param task receives the number of the worker that runs it
     * @throws IllegalStateException if a worker failed; the workers remain usable
     */
    public void run(int count, IntConsumer task) {
        team.run(count, task);
    }

    /** Lets one worker of a task wait until all workers of the task have come here. */
    public void meet() {
        team.meet();
    }

    /** Counts one worker's time from now on to a phase. */
    public void enter(int worker, Phase phase) {
        workers.get(worker).clock().enter(phase);
    }

    /** Nanoseconds of worker 0 by phase. */
    public Map<Phase, Long> nanosByPhase() {
        return workers.get(0).clock().nanos();
    }

    /** The stream on which one worker executes primitives. */
    public Stream stream(int worker) {
        return workers.get(worker).stream();
    }

    /** The temporary memory of one worker's primitives. */
    public Scratchpad scratch(int worker) {
        return workers.get(worker).scratch();
    }

    /** Ends the threads and frees all memory. */
    @Override
    public void close() {
        team.close();
        workers.forEach(Worker::close);
    }
}
