package org.bitadapt.jobs.netadapt.history;

/**
 * What a search begins with.
 *
 * @param model the run whose network it shrinks
 * @param network its name
 * @param resource what is saved
 * @param unit of its amounts
 * @param budget what the network may use in the end
 * @param engine that latencies are measured with
 * @param entry the network, as iteration 0
 */
public record SearchStart(
        String model,
        String network,
        String resource,
        String unit,
        double budget,
        String engine,
        IterationEntry entry) {}
