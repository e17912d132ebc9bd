/**
 * Scoring on executors: {@link org.bitadapt.jobs.score.SplitScoring} turns a split of a data set into
 * {@link org.bitadapt.jobs.score.ScoredRecord}s, {@link org.bitadapt.jobs.score.Tally} counts them.
 * {@link org.bitadapt.jobs.score.WidthScoring} does so at each bit width of a model.
 *
 * <p>Training, searches, evaluation, prediction and export score by the same classes.
 */
package org.bitadapt.jobs.score;
