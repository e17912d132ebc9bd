package org.bitadapt.jobs.config;

import java.io.Serializable;
import java.util.List;

/**
 * The schedule by which the learning rate changes.
 *
 * <p>During the warm-up the rate rises linearly to the configured learning rate. With {@code COSINE} it then falls to 0
 * along half a cosine over the remaining epochs. With {@code STEP} it is multiplied by {@code factor} at each
 * milestone; with {@code CONSTANT} it stays.
 *
 * @param type the shape of the schedule
 * @param warmUpEpochs the number of warm-up epochs, 0 or more
 * @param milestones the epochs, counted from 0, before which the rate is multiplied; rising, each 1 or more; for STEP
 * @param factor the number that the rate is multiplied by, above 0, at most 1; for STEP
 */
public record ScheduleConfig(Type type, int warmUpEpochs, List<Integer> milestones, double factor)
        implements Serializable {

    /** The shape of a schedule. */
    public enum Type {
        /** The rate falls to 0 along half a cosine. */
        COSINE,
        /** The rate falls at milestones. */
        STEP,
        /** The rate stays. */
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
