/**
 * Pipelines: the commands of the tool as steps of one definition, of which only those run whose result would change.
 *
 * <p>A definition is HOCON: {@code steps} by name, each with the options of its command; substitutions refer from one
 * step to another. What a step reads and another makes decides their order. A step is up to date when its options, the
 * identity of what it reads and the version are those of its last success, and what it made is still there as it was.
 *
 * <p>The state folder of a pipeline, on any Hadoop file system, keeps a JSON file per step: options, identities, result.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Commands
 *   <dd>{@link PipelineCommand} groups {@link PipelineRunCommand}, which gives a {@link PipelineOutcome}, and
 *       {@link PipelinePlanCommand}, which gives a {@link PipelinePlanOutcome}. {@link PipelineOptions} are their options.
 *   <dt>The definition
 *   <dd>{@link DefinitionReader} makes a {@link PipelineDefinition} of {@link PipelineStepDefinition}s, by
 *       {@link PipelineStepReader}, {@link ConditionReader} ({@link Condition}) and {@link References}. {@link Problems}
 *       collects what is wrong. {@link PipelineStepCommand} is what a pipeline knows of a command, {@link PipelineStepArguments} checks
 *       its options, and {@link OutcomeKeys} are the keys of its result.
 *   <dt>What is to be done
 *   <dd>{@link Decisions} makes a {@link Decision} for each step, from {@link Identities} and the
 *       {@link PipelineStepRecord}s of {@link PipelineState}.
 *   <dt>Doing it
 *   <dd>{@link PipelineRun} runs the steps; each gives a {@link PipelineStepOutcome}. {@link EarlierProducts} and
 *       {@link Renewal} say what happens to what a step made before.
 * </dl>
 */
package org.bitadapt.jobs.pipeline;
