/**
 * Evaluates the proposals of an iteration on Spark.
 *
 * <p>{@link SparkEvaluator} turns a round of the search into Spark jobs, and {@link ProposalJobs} runs these side by
 * side. {@link ProposalFunction} runs on the executor and gives a {@link TaskResult}. {@link TaskRetries} says how often
 * Spark tries a task. {@link CoreTime} is what rounds took.
 *
 * <p>Parameters never pass through the driver: tasks store models as files. {@link SearchFolder} names the files,
 * {@link ModelFile} is a network with its parameters in one file, and {@link StoredModel}, the model of the search, says
 * where the file is and what became of its proposal.
 */
package org.bitadapt.jobs.netadapt.proposal;
