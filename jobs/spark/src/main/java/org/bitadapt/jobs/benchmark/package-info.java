/**
 * Speeds measured on the user's own machine, beside what a peer reaches in the same call.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Commands
 *   <dd>{@link BenchmarkCommand} groups {@link TrainingBenchmarkCommand}, {@link InferenceBenchmarkCommand},
 *       {@link AgreementBenchmarkCommand}, {@link ScalingBenchmarkCommand}, {@link PreprocessBenchmarkCommand} and
 *       {@link ProductsBenchmarkCommand}.
 *   <dt>Peers
 *   <dd>{@link TorchPeer} is PyTorch in a {@link TorchProcess}, {@link OnnxRuntimePeer} ONNX Runtime, and
 *       {@link PlainImageIo} the JDK. {@link ContestantTurns} calls contestants one after the other.
 *   <dt>Training and agreement
 *   <dd>{@link SyntheticParameters} and {@link Exercise} are what trainings start from. {@link StepLosses},
 *       {@link AgreementBound} and {@link AgreementOutcome} compare losses. {@link Speeds} and {@link ResidentMemory}
 *       are measured.
 *   <dt>Inference
 *   <dd>{@link InferenceSubject} is what is measured, and {@link InferenceOutcome} what came of it, with
 *       {@link Latency} and {@link LayerTimes}. {@link PackedStructure} makes a network of a packed model.
 *   <dt>Scaling
 *   <dd>{@link ScalingModel} makes a {@link ScalingPrediction} from {@link ClusterCosts}, which {@link SparkCosts}
 *       measures.
 *   <dt>Preprocessing
 *   <dd>{@link PreprocessSpeedOutcome} is the outcome, {@link Photograph} the input, and {@link Growth} how time grows with
 *       photographs.
 * </dl>
 */
package org.bitadapt.jobs.benchmark;
