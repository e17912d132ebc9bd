package org.bitadapt.jobs.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * A bound on how far the losses of two implementations may be apart.
 *
 * <p>Training magnifies rounding, so that two correct trainings part sooner or later. A second training of the peer,
 * whose weights differ in the last bit at the start, shows how fast: its distance from the first is the drift. A step
 * may differ by {@code share + factor * drift} with the largest drift so far, and the first {@code strictSteps} by
 * {@code share} alone.
 *
 * @param share the allowed difference as a share of the loss, without drift
 * @param strictSteps the number of first steps in which drift is no excuse
 * @param factor the number by which the largest drift so far is multiplied
 */
record AgreementBound(double share, int strictSteps, double factor) {

    /** The bound for float32: both trainings compute the same up to the order of sums. */
    static final AgreementBound FLOAT32 = new AgreementBound(0.001, 5, 4);

    /**
     * The bound for binary networks. A code or a sign that flips is a jump: rounding tells from the first step on.
     * Where the processor multiplies bfloat16, gradients are rounded to bfloat16, too.
     */
    static final AgreementBound BINARY = new AgreementBound(0.005, 0, 4);

    /**
     * Whether all steps keep within the bound.
     *
     * @param steps the losses of the steps in their order, from the first
     */
    boolean holds(List<StepLosses> steps) {
        double drift = 0;
        for (int i = 0; i < steps.size(); i++) {
            drift = Math.max(drift, steps.get(i).drift());
            double most = i < strictSteps ? share : share + factor * drift;
            // A difference that is not a number agrees with nothing.
            if (!(steps.get(i).difference() <= most)) {
                return false;
            }
        }
        return true;
    }

    /** The rule in words. */
    @Override
    public String toString() {
        String strict =
                strictSteps == 0 ? "" : String.format(Locale.ROOT, " in the first %d steps, then by that", strictSteps);
        return String.format(
                Locale.ROOT, "losses may differ by %.1f %%%s and %.0f times the drift", 100 * share, strict, factor);
    }
}
