package org.bitadapt.quant.layer;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Stochastic gradient descent with momentum: {@code v = momentum * v + gradient; w = w - rate * v}.
 *
 * <p>The rate multiplies at the end, so that a drop of the rate acts at once (DL4J's Nesterovs folds the rate into
 * {@code v}). The source is Sutskever et al. 2013, equation 1, in the form that current frameworks use.
 */
public final class SgdMomentum implements IUpdater {

    private static final long serialVersionUID = 1;

    private final double momentum;
    private ISchedule schedule;

    /**
     * @param momentum the momentum, 0 (inclusive) to 1 (exclusive)
     * @param schedule the learning rate by iteration
     */
    public SgdMomentum(@JsonProperty("momentum") double momentum, @JsonProperty("schedule") ISchedule schedule) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("Invalid momentum: " + momentum + " (must be 0 or more and below 1)");
        }
        this.momentum = momentum;
        this.schedule = Objects.requireNonNull(schedule, "schedule");
    }

    double momentum() {
        return momentum;
    }

    ISchedule schedule() {
        return schedule;
    }

    @Override
    public long stateSize(long parameters) {
        return momentum == 0 ? 0 : parameters;
    }

    @Override
    @SuppressWarnings("rawtypes") // DL4J's own signature
    public GradientUpdater instantiate(INDArray state, boolean initialize) {
        Step step = new Step(this);
        if (state != null) {
            step.setStateViewArray(state, state.shape(), state.ordering(), initialize);
        }
        return step;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public GradientUpdater instantiate(Map<String, INDArray> state, boolean initialize) {
        Step step = new Step(this);
        step.setState(state, initialize);
        return step;
    }

    @Override
    public SgdMomentum clone() {
        return new SgdMomentum(momentum, schedule.clone());
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return schedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, ISchedule newSchedule) {
        if (newSchedule == null) {
            throw new IllegalArgumentException("Missing learning rate schedule");
        }
        schedule = newSchedule;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SgdMomentum that && momentum == that.momentum && schedule.equals(that.schedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(momentum, schedule);
    }

    /**
     * Turns a gradient into an update, in place. Each graph has a step of its own, while clones of a graph share the
     * optimizer.
     */
    static final class Step implements GradientUpdater<SgdMomentum> {

        private static final String VELOCITY = "velocity";

        private final SgdMomentum configuration;
        private INDArray velocity;
        private double lastRate = Double.NaN;

        Step(SgdMomentum configuration) {
            this.configuration = configuration;
        }

        /** The learning rate of the last update; NaN before the first update. */
        double lastRate() {
            return lastRate;
        }

        @Override
        public SgdMomentum getConfig() {
            return configuration;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            velocity = state.get(VELOCITY);
            if (initialize) {
                velocity.assign(0);
            }
        }

        @Override
        public Map<String, INDArray> getState() {
            return velocity == null ? Map.of() : Map.of(VELOCITY, velocity);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] gradientShape, char order, boolean initialize) {
            velocity = view.reshape(view.length());
            if (initialize) {
                velocity.assign(0);
            }
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            double rate = configuration.getLearningRate(iteration, epoch);
            lastRate = rate;
            if (velocity == null) {
                gradient.muli(rate);
                return;
            }
            velocity.muli(configuration.momentum).addi(gradient);
            gradient.assign(velocity).muli(rate);
        }
    }
}
