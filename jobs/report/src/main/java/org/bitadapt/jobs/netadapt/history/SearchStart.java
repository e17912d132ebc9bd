package org.bitadapt.jobs.netadapt.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The network and the goal that a search begins with.
 *
 * @param model the run whose network the search shrinks
 * @param network the network's name
 * @param resource the resource that is saved
 * @param unit the unit of the resource's amounts
 * @param budget the amount that the network may use in the end
 * @param limits the further resources that have a budget, by name; empty if there are none
 * @param engine the engine that latencies are measured with
 * @param entry the network, as iteration 0
 */
public record SearchStart(
        String model,
        String network,
        String resource,
        String unit,
        double budget,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, SearchLimit> limits,
        String engine,
        IterationEntry entry) {

    public SearchStart {
        limits = limits == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }

    /** The unit of the amounts of an iteration's resource. */
    public String unitOf(IterationEntry iteration) {
        return iteration.saves(resource) ? unit : limits.get(iteration.saved()).unit();
    }
}
