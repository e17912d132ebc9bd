/**
 * The commands that adapt networks to a budget.
 *
 * <p>{@link NetAdaptCommand} runs a search, {@link PlanCommand} shows the next iteration without training, and
 * {@link LatencyTableCommand} measures a table of a {@link MeasuredNetwork}. {@link ResourceOptions} are the options that name a resource, and
 * {@link PlanOutcome} is what {@code plan} prints.
 *
 * <p>The rooms behind the commands, from the top:
 *
 * <dl>
 *   <dt>{@code job}
 *   <dd>The whole run: search, long tuning, test split. It chooses the resource.
 *   <dt>{@code proposal}
 *   <dd>Evaluates the proposals of an iteration on Spark, and stores their models.
 *   <dt>{@code tuning}
 *   <dd>Prunes, tunes and scores one proposal, within a task.
 *   <dt>{@code latency}
 *   <dd>Measures networks, and reads and makes latency tables.
 *   <dt>{@code history}
 *   <dd>What a search leaves in a run, for jobs that go on with it and for reports.
 * </dl>
 *
 * <p>The search itself, pruning and resources are in the module {@code netadapt}, which knows no Spark.
 */
package org.bitadapt.jobs.netadapt;
