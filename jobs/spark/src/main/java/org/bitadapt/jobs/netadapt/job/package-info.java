/**
 * The run of a search on the driver.
 *
 * <p>{@link AdaptationJob} is the whole run: search, long tuning, test split. {@link SearchSetup} makes what a search
 * needs before its first iteration, of a {@link BaseModel}, and chooses the resource. The search calls two parts: the
 * evaluator of {@code proposal}, and {@link SearchReporter}, the only listener, which shows the progress
 * ({@link SearchProgress}), measures winners and writes iterations. {@link SearchRecords} is all that the driver writes
 * and reads in the run's folder. {@link NetAdaptOutcome} is what the job prints.
 */
package org.bitadapt.jobs.netadapt.job;
