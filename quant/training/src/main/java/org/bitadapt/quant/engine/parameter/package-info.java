/**
 * Where the parameters of a network lie in the one flat vector that DL4J keeps, averages and saves, and what they start from.
 *
 * <p>{@link ParameterLayout} places every parameter. A {@link ParameterSlice} is one named stretch of the vector, and a
 * {@link ParameterRole} says what the stretch holds and whether an optimizer changes it. {@link Initialization} makes the
 * first vector. {@link ParameterTransfer} takes parameters over from another network, and {@link WidthParameters}
 * takes one bit width out of a network of several.
 *
 * <p>A layout follows from the network alone, so that everybody who has the network computes the same layout. The package owns
 * no memory: vectors belong to the caller, as direct {@link java.nio.FloatBuffer}s or as arrays.
 */
package org.bitadapt.quant.engine.parameter;
