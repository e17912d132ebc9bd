package org.bitadapt.jobs.evaluate;

import org.bitadapt.jobs.command.Outcome;

/** What {@code evaluate} found: the scores at one bit width, or the comparison of several. */
sealed interface EvaluationOutcome extends Outcome permits EvaluateOutcome, WidthsOutcome {}
