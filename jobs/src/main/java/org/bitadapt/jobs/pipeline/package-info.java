/**
 * Pipelines: the commands of the tool as steps of one definition, of which only those run whose result would change.
 *
 * <p>A definition is HOCON: {@code steps} by name, each with the options of its command; substitutions refer from one
 * step to another. What a step reads and another makes decides their order. A step is up to date when its options, the
 * identity of what it reads and the version are those of its last success, and what it made is still there as it was.
 *
 * <p>The state folder of a pipeline, on any Hadoop file system, keeps a JSON file per step: options, identities, result.
 */
package org.bitadapt.jobs.pipeline;
