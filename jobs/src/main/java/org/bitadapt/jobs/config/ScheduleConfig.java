package org.bitadapt.jobs.config;

import java.io.Serializable;
import java.util.List;

/**
 * How the learning rate changes.
 *
 * <p>During the warm-up it rises linearly to the learning rate. {@code COSINE} then falls to 0 along half a cosine over
 * the remaining epochs, {@code STEP} is multiplied by {@code factor} at each milestone, {@code CONSTANT} stays.
 *
 * @param type which of them
 * @param warmUpEpochs 0 or more
 * @param milestones epochs, counted from 0, before which the rate is multiplied; rising, each 1 or more; for STEP
 * @param factor above 0, at most 1; for STEP
 */
public record ScheduleConfig(Type type, int warmUpEpochs, List<Integer> milestones, double factor)
        implements Serializable {

    /** The shape of a schedule. */
    public enum Type {
        /** Falls to 0 along half a cosine. */
        COSINE,
        /** Falls at milestones. */
        STEP,
        /** Stays. */
        CONSTANT
    }

    public ScheduleConfig {
        milestones = List.copyOf(milestones);
        new Rules()
                .atLeast("warm-up-epochs", warmUpEpochs, 0)
                .check(isRising(milestones), "milestones", milestones.toString(), "rising, each 1 or more")
                .check(factor > 0 && factor <= 1, "factor", factor, "above 0, at most 1")
                .enforce();
    }

    private static boolean isRising(List<Integer> epochs) {
        int last = 0;
        for (int epoch : epochs) {
            if (epoch <= last) {
                return false;
            }
            last = epoch;
        }
        return true;
    }
}
