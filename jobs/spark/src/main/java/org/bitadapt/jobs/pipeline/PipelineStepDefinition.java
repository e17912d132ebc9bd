package org.bitadapt.jobs.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step as it is defined.
 *
 * @param name the step's name in the pipeline
 * @param command the command that the step runs
 * @param arguments the arguments of the command line, the command's name included
 * @param options the values that decide the step's result: options by name and, where there are settings, all settings
 *     by key
 * @param reads the places that the step reads, by the option or setting that names them
 * @param extra a place that the step reads if something is there
 * @param product the place that the step makes
 * @param conditions the conditions, all of which must hold
 * @param after the steps that the definition says to run before this step
 */
record PipelineStepDefinition(
        String name,
        PipelineStepCommand command,
        List<String> arguments,
        SortedMap<String, String> options,
        SortedMap<String, String> reads,
        Optional<String> extra,
        Optional<String> product,
        List<Condition> conditions,
        Set<String> after) {

    PipelineStepDefinition {
        arguments = List.copyOf(arguments);
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        reads = Collections.unmodifiableSortedMap(new TreeMap<>(reads));
        conditions = List.copyOf(conditions);
        after = Set.copyOf(after);
    }

    /** Whether the step cannot do without what another step makes or finds. */
    boolean needs(PipelineStepDefinition other) {
        return !other.name.equals(name)
                && (after.contains(other.name)
                        || conditions.stream()
                                .anyMatch(condition -> condition.step().equals(other.name))
                        || reads.values().stream().anyMatch(place -> isOf(place, other)));
    }

    /** Whether the step comes after another step. */
    boolean follows(PipelineStepDefinition other) {
        return needs(other)
                || (!other.name.equals(name)
                        && extra.filter(place -> isOf(place, other)).isPresent());
    }

    private static boolean isOf(String place, PipelineStepDefinition maker) {
        return maker.product
                .filter(product -> place.equals(product) || place.startsWith(product + "/"))
                .isPresent();
    }

    /** The places that the step reads, by what names them, the extra place included. */
    Map<String, String> inputs() {
        Map<String, String> inputs = new TreeMap<>(reads);
        extra.ifPresent(place -> inputs.put("extra", place));
        return inputs;
    }
}
