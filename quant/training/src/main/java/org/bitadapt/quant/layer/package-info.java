/**
 * BitAdapt's networks inside DL4J: one layer that holds a whole lowered network, its parameter initializer, and the
 * optimizer and learning-rate schedule that train it.
 *
 * <p>DL4J stays the container (graph, flat parameter vector, updater state, serializer, Spark training master); the
 * arithmetic is a {@link org.bitadapt.quant.engine.contract.TrainingEngine}.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>A network as a DL4J layer
 *   <dd>{@link NetworkGraph} makes graphs of one {@link NetworkLayer}, which {@link NetworkLayerConfiguration}
 *       configures. {@link NetworkParameters} presents the parameter vector. {@link Buffers} are ND4J arrays without a
 *       copy.
 *   <dt>Engines
 *   <dd>{@link EnginePool} keeps idle engines, by {@link EngineKey}. A layer borrows one from the forward to the
 *       backward pass, for each bit width of the step a {@link WidthPass}.
 *   <dt>What training minimizes, and how
 *   <dd>{@link Objective} is the loss; {@link Distillation}, {@link DistillationLoss} and {@link Teacher} are its
 *       part that comes from a teacher. {@link Consistency} and {@link ConsistencyLoss} train several bit widths together. {@link SgdMomentum} is the optimizer, {@link LearningRateSchedule} its rate, and
 *       {@link StepResult} what came of a step.
 *   <dt>State
 *   <dd>{@link GraphState} is what the next step depends on, as {@link StrictJson}.
 * </dl>
 */
package org.bitadapt.quant.layer;
