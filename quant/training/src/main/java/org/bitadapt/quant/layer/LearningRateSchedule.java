package org.bitadapt.quant.layer;

import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate by iteration: a linear warm-up, then a curve over the rest.
 *
 * <ul>
 *   <li>warm-up, {@code i < warmUp}: {@code base * (i + 1) / warmUp}
 *   <li>cosine: {@code base / 2 * (1 + cos(pi * (i - warmUp) / (total - warmUp)))}
 *   <li>step: {@code base * factor^(milestones reached)}
 *   <li>constant: {@code base}
 * </ul>
 *
 * @param curve what follows the warm-up
 * @param base the rate after the warm-up, above 0
 * @param warmUpIterations the number of iterations of the warm-up, 0 or more, below {@code totalIterations}
 * @param totalIterations the number of iterations, at which {@link Curve#COSINE} comes to 0; at least 1
 * @param milestones ascending iterations at which {@link Curve#STEP} multiplies by {@code factor}
 * @param factor the factor of the rate at each milestone, above 0
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2017, equation 5 (one period)</a>
 */
public record LearningRateSchedule(
        @JsonProperty("curve") Curve curve,
        @JsonProperty("base") double base,
        @JsonProperty("warmUpIterations") int warmUpIterations,
        @JsonProperty("totalIterations") int totalIterations,
        @JsonProperty("milestones") List<Integer> milestones,
        @JsonProperty("factor") double factor)
        implements ISchedule {

    /** The curve after the warm-up. */
    public enum Curve {
        CONSTANT,
        STEP,
        COSINE
    }

    public LearningRateSchedule {
        Objects.requireNonNull(curve, "curve");
        if (!(base > 0)) {
            throw new IllegalArgumentException("Invalid learning rate: " + base + " (must be above 0)");
        }
        if (totalIterations < 1 || warmUpIterations < 0 || warmUpIterations >= totalIterations) {
            throw new IllegalArgumentException("Invalid warm-up: " + warmUpIterations + " of " + totalIterations
                    + " iterations (must be 0 or more and below the total)");
        }
        if (!(factor > 0)) {
            throw new IllegalArgumentException("Invalid factor: " + factor + " (must be above 0)");
        }
        for (int i = 1; i < milestones.size(); i++) {
            if (milestones.get(i) <= milestones.get(i - 1)) {
                throw new IllegalArgumentException("Invalid milestones: " + milestones + " (must be ascending)");
            }
        }
        milestones = List.copyOf(milestones);
    }

    /** A schedule with a constant rate and no warm-up. */
    public static LearningRateSchedule constant(double rate) {
        return new LearningRateSchedule(Curve.CONSTANT, rate, 0, 1, List.of(), 1);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        if (iteration < warmUpIterations) {
            return base * (iteration + 1) / warmUpIterations;
        }
        return switch (curve) {
            case CONSTANT -> base;
            case STEP -> base * Math.pow(factor, milestonesReached(iteration));
            case COSINE -> base / 2 * (1 + Math.cos(Math.PI * progress(iteration)));
        };
    }

    private int milestonesReached(int iteration) {
        return (int)
                milestones.stream().filter(milestone -> milestone <= iteration).count();
    }

    private double progress(int iteration) {
        double done = Math.min(iteration, totalIterations) - (double) warmUpIterations;
        return done / (totalIterations - warmUpIterations);
    }

    @Override
    public LearningRateSchedule clone() {
        return new LearningRateSchedule(curve, base, warmUpIterations, totalIterations, milestones, factor);
    }
}
