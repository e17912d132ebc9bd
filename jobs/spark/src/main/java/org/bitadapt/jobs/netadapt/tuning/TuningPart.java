package org.bitadapt.jobs.netadapt.tuning;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a proposal's tuning that one task does.
 *
 * @param index the number of the part, counted from 0
 * @param count the number of parts of the tuning
 */
public record TuningPart(int index, int count) implements Serializable {

    /** All of a tuning in one task. */
    public static final TuningPart WHOLE = new TuningPart(0, 1);

    /** The number of parts of a divided tuning. */
    private static final int PARTS = 4;

    public TuningPart {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("Invalid part: " + index + " of " + count);
        }
    }

    /**
     * Divides the last tasks of a round into parts where the number of tasks leaves cores idle at the end; taken in
     * turn, the parts of {@code cores + n mod cores} proposals keep the cores busy. The other proposals stay whole, so
     * that results come early.
     *
     * @param tasks the tasks of whole tunings, in the order in which they start
     */
    public static List<ProposalTask> divide(List<ProposalTask> tasks, int cores) {
        int over = tasks.size() % cores;
        int whole = tasks.size() <= cores || over == 0 ? tasks.size() : tasks.size() - cores - over;
        List<ProposalTask> divided = new ArrayList<>(tasks.subList(0, whole));
        tasks.subList(whole, tasks.size()).forEach(task -> divided.add(task.at(new TuningPart(0, PARTS))));
        return divided;
    }

    public boolean isFirst() {
        return index == 0;
    }

    public boolean isLast() {
        return index == count - 1;
    }

    public TuningPart previous() {
        return new TuningPart(index - 1, count);
    }

    public TuningPart next() {
        return new TuningPart(index + 1, count);
    }

    public TuningPart last() {
        return new TuningPart(count - 1, count);
    }

    /** The first step that belongs to this part. */
    int firstStep(int steps) {
        return (int) ((long) steps * index / count);
    }

    /** The first step that no longer belongs to this part. */
    int endStep(int steps) {
        return (int) ((long) steps * (index + 1) / count);
    }
}
