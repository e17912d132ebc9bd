package org.bitadapt.jobs.netadapt.history;

/**
 * The network and the goal that a search begins with.
 *
 * @param model the run whose network the search shrinks
 * @param network the network's name
 * @param resource the resource that is saved
 * @param unit the unit of the resource's amounts
 * @param budget the amount that the network may use in the end
 * @param engine the engine that latencies are measured with
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
