/**
 * Measures the networks of a search.
 *
 * <p>{@link WholeLatency} measures whole networks while no task runs. {@link LatencyTables} reads tables and makes them,
 * and {@link MeasuringProgress} shows how far that is. {@link NetworkMeasurer} says all that a network uses: its
 * latency is measured, everything else is computed.
 */
package org.bitadapt.jobs.netadapt.latency;
