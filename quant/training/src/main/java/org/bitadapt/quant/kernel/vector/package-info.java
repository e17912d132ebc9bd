/** Kernels on the JDK's Vector API; loaded by name, where the JVM was started with the incubating module. */
package org.bitadapt.quant.kernel.vector;
