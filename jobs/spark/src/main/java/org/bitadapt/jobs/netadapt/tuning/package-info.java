/**
 * Prunes, tunes and scores one proposal, within one Spark task or several tasks after each other.
 *
 * <p>{@link Tuning} is the interface and {@link ShortTermTuning} its one implementation, by a {@link TuningRecipe}.
 * {@link ProposalTask} is the work of a task, and {@link TuningPart} is the task's part of the tuning.
 * {@link TuningImages} brings the images that tune, and {@link HeldOut} those that score. Decoded shards stay in the
 * executor's memory between tasks.
 */
package org.bitadapt.jobs.netadapt.tuning;
