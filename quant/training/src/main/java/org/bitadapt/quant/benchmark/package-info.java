/** Measures the training engine: images a second, where the time goes, and what it costs the operating system. */
package org.bitadapt.quant.benchmark;
