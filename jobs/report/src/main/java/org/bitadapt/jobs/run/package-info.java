/**
 * Runs: one folder on any Hadoop file system that holds what a job was told, what it measured and what it made.
 *
 * <pre>
 * config.conf            the resolved settings
 * run.json               command, version, seed, data set, start, attempts, state
 * metrics.jsonl          one JSON object an epoch
 * metrics.parquet/       the same as a table, at the end
 * checkpoints/epoch-007/ what it takes to go on after epoch 7
 * best                   which checkpoint has the best validation accuracy
 * model.bnn, report/     what was made
 * evaluation.json        accuracy and confusion matrix of the test split
 * widths.json            accuracies and costs at each bit width, of a network of several
 * .lock                  who writes, while it writes
 * </pre>
 *
 * <p>Everything is written under a hidden temporary name and then renamed, so that a reader never sees a half-written
 * thing. A rerun of the same command resumes the run.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>A run
 *   <dd>{@link RunFolder} is what readers see, {@link RunWriter} what the one writer sees, and {@link RunStart}
 *       begins or resumes it. {@link MoreEpochs} says whether it may go on for longer.
 *   <dt>What is in it
 *   <dd>{@link RunInfo} with {@link RunData}, {@link Checkpoint}, {@link EpochMetrics} and {@link MetricsTable}.
 *   <dt>Files and locks
 *   <dd>{@link AtomicFiles} makes files appear whole. {@link RunLock} keeps others out; {@link LockOwner} and
 *       {@link LinuxProcess} say who holds it.
 * </dl>
 */
package org.bitadapt.jobs.run;
