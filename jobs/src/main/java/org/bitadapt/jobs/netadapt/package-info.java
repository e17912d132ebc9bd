/**
 * The commands that adapt networks to a budget.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Commands
 *   <dd>{@link NetAdaptCommand} runs a search, {@link PlanCommand} shows the next iteration without training, and
 *       {@link LatencyTableCommand} measures a table. {@link ResourceOptions} are the options that name a resource.
 *   <dt>The job
 *   <dd>{@link AdaptationJob} is the whole run: search, long tuning, test split. {@link SearchSetup} makes what a
 *       search needs before its first iteration, of a {@link BaseModel}; it chooses the resource. {@link PlanOutcome} is what
 *       {@code plan} prints, and {@link AdaptationSummary} what the job prints.
 *   <dt>Evaluating proposals on Spark
 *   <dd>{@link SparkEvaluator} turns a round of the search into Spark jobs. {@link ProposalJobs} runs these side by
 *       side, {@link ProposalTask} is what one task does, and {@link TuningPart} is its part of a tuning.
 *       {@link ProposalFunction} runs on the executor and gives a {@link TaskResult}; {@link TaskRetries} says how
 *       often Spark tries. {@link CoreTime} is what a round took.
 *   <dt>Tuning one proposal
 *   <dd>{@link Tuning} is the interface and {@link ShortTermTuning} its one implementation, by a
 *       {@link TuningRecipe}. {@link TuningImages} brings the images that tune and {@link HeldOut} those that score.
 *       {@link StoredModel}, the model of the search, says where its result is and how it was made.
 *   <dt>Files of a search
 *   <dd>{@link SearchFolder} names them, {@link ModelFile} is a network with its parameters in one file, and
 *       {@link SearchRecords} is what the driver writes. What readers see is {@code history}.
 *   <dt>Measuring
 *   <dd>{@link WholeLatency} measures whole networks, {@link LatencyTables} reads and makes tables, and
 *       {@link NetworkMeasurer} says all that a network uses.
 *   <dt>Showing how it goes
 *   <dd>{@link SearchReporter} hears the search. {@link SearchProgress} and
 *       {@link MeasuringProgress} print lines.
 * </dl>
 *
 * <p>The search itself, pruning and resources are in the module {@code netadapt}, which knows no Spark. Its
 * {@code Search} runs on the driver and calls {@link SparkEvaluator}.
 */
package org.bitadapt.jobs.netadapt;
