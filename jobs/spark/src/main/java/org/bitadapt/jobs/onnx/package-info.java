/**
 * The command that makes a run of a network in an ONNX file.
 *
 * <dl>
 *   <dt>Input
 *   <dd>{@link OnnxModelFile} is the file, {@link PixelOptions} the normalization, {@link ImportedClasses} the names.
 *   <dt>Check
 *   <dd>{@link SampleImages} of a data set go through {@link Measuring}, which measures batch norms and scores, and through
 *       {@link OnnxRuntimeModel}. {@link ScoreComparison} compares both.
 *   <dt>Output
 *   <dd>{@link ImportWriting} writes the run and {@link ImportOutcome}. The run's command and file names are those of
 *       {@link org.bitadapt.jobs.model.ImportedRun}.
 * </dl>
 *
 * <p>Nothing here needs a Spark session: the launcher runs the command in a JVM of its own, to which it adds ONNX Runtime.
 */
package org.bitadapt.jobs.onnx;
