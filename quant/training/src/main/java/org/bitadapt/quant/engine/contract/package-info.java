/**
 * What a training engine is to its callers and to the classes that implement it.
 *
 * <p>{@link TrainingEngine} is the engine itself. {@link EngineOptions} say how it computes, and never change what it
 * computes. {@link StepListener} hears how far an evaluation is, and {@link Phase} names what time is spent on. {@link Calls}
 * checks the arguments of an engine's methods for all implementations.
 *
 * <p>The caller owns all buffers that are passed in. An engine serves one caller at a time.
 */
package org.bitadapt.quant.engine.contract;
