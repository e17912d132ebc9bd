package org.bitadapt.quant.engine.contract;

/** Hears how far an engine's first thread is within one evaluation; for measuring steps. */
@FunctionalInterface
public interface StepListener {

    /** A listener that does nothing. */
    StepListener NONE = step -> {};

    /**
     * Called before each step of the lowered network, and once after the last.
     *
     * @param step the number of the step that begins now, counted from 0; the number of steps at the end
     */
    void reached(int step);
}
