/**
 * How jobs reach Spark: the session that {@code spark-submit} configured, or a local one; what goes to tasks, and what is
 * known where tasks run.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Sessions
 *   <dd>{@link SparkSessions} gives commands the session or the configuration of file systems, and {@link LocalListening}
 *       keeps a local one to this machine.
 *   <dt>Jobs and runs
 *   <dd>{@link RunAttempt} is the work of a job in a run, whose log lines {@link RunLogging} marks. {@link JobDescription}
 *       names what a Spark job does, {@link JobFigures} and {@link MetricsPlugin} show figures of it.
 *   <dt>Data
 *   <dd>{@link HadoopBroadcast} brings the configuration of file systems to tasks, {@link TaskSlots} says which memory an
 *       image may take there, and {@link DataFrames} makes data frames of tables.
 * </dl>
 */
package org.bitadapt.jobs.spark;
