/**
 * Products on oneDNN: primitives made once per geometry, with their memory bound, and executed without fresh memory.
 *
 * <p>Only this package and the JavaCPP classes below it know the native library.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Entry
 *   <dd>{@link OneDnn} is the library, and says which instructions it has. {@link Stream} is what a thread executes
 *       on.
 *   <dt>Products
 *   <dd>{@link ProductPrimitives} makes the three products of a {@link ProductGeometry} in a
 *       {@link ProductPrecision}. {@link ProductDescriptions} describes them to the library:
 *       {@link ConvolutionDescriptions} and {@link LinearDescriptions} (linear layers). A {@link PreparedPrimitive} is
 *       one with its memory bound.
 *   <dt>Memory
 *   <dd>{@link NativeBuffer} is native memory with an owner, and {@link Scratchpad} is what the primitives of a
 *       thread share. {@link WeightFormat} is an arrangement of weights, and {@link WeightReorder} converts between
 *       them.
 * </dl>
 *
 * @see <a href="https://oneapi-src.github.io/oneDNN/v2.5/">oneDNN 2.5</a>
 */
package org.bitadapt.quant.kernel.onednn;
