/**
 * Latency tables: measured times of layers by shape, so that networks share them.
 *
 * <p>A table is a text file: a line with {@code #} and a JSON object that says where it was measured, a line of column
 * names, and a line for each shape. Lines are appended as they are measured, and a file that was cut off is continued.
 * Whoever measures holds the {@link org.bitadapt.runtime.latency.HostLock}.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Tables
 *   <dd>{@link LatencyFile} has a {@link LatencyHeader} and {@link LatencyRow}s; {@link LayerColumns} are its
 *       columns. {@link LatencyComparison} sets a table beside a whole network.
 *   <dt>Layers
 *   <dd>A {@link LayerShape} is the key of a row: a {@link LayerGeometry} with channels, of a {@link LayerKind} over
 *       {@link MapKind}s. {@link PackedLayers} finds the layers of a packed model; {@link ShapeGrid} and
 *       {@link GridSteps} say which shapes they may take.
 *   <dt>Measuring
 *   <dd>{@link LatencyRecorder} measures what a file lacks with a {@link LayerTimer}, and holds the
 *       {@link HostLock}. {@link PackedLayerTimer} times a {@link LayerModel} of {@link RandomConvolutions} by a
 *       {@link SessionTimer}. {@link ModelTiming} times a whole model in a process of its own, until a
 *       {@link SteadyMeasurement} is found. {@link Repetition} and {@link TimingEffort} say how long; a {@link Measurement} is the
 *       result.
 * </dl>
 */
package org.bitadapt.runtime.latency;
