/**
 * Products on oneDNN: primitives made once per geometry, with their memory bound, and executed without fresh memory.
 *
 * <p>Only this package and the JavaCPP classes below it know the native library.
 *
 * @see <a href="https://oneapi-src.github.io/oneDNN/v2.5/">oneDNN 2.5</a>
 */
package org.bitadapt.quant.kernel.onednn;
