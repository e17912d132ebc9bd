package org.bitadapt.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The record of a step in the state folder.
 *
 * @param step the step's name
 * @param command the command that the step ran
 * @param state the state of the step
 * @param version the version of the tool that ran the step
 * @param options the values that decided the step's result
 * @param inputs the identities of what the step read, by the option or setting that named it
 * @param products the identities of what the step made, by place
 * @param outcome the step's result; null until the step is done
 * @param error the reason why the step failed; null if it did not fail
 * @param started the time at which the step started, in ISO 8601
 * @param seconds the seconds that the step took
 */
record PipelineStepRecord(
        String step,
        String command,
        State state,
        String version,
        SortedMap<String, String> options,
        SortedMap<String, String> inputs,
        SortedMap<String, String> products,
        JsonNode outcome,
        String error,
        String started,
        double seconds) {

    /** The state of a step. */
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** This record with the products of an earlier record, which are known to be this step's own. */
    PipelineStepRecord withProducts(SortedMap<String, String> made) {
        return new PipelineStepRecord(
                step, command, state, version, options, inputs, made, outcome, error, started, seconds);
    }

    PipelineStepRecord done(SortedMap<String, String> made, JsonNode result, double took) {
        return new PipelineStepRecord(
                step, command, State.DONE, version, options, inputs, made, result, null, started, took);
    }

    PipelineStepRecord failed(String reason, double took) {
        return new PipelineStepRecord(
                step, command, State.FAILED, version, options, inputs, products, null, reason, started, took);
    }

    /** The differences from a step that would run now, for people; empty if the result would be the same. */
    List<String> changes(PipelineStepRecord now) {
        List<String> changes = new ArrayList<>();
        compare(changes, "version", version, now.version);
        compare(changes, "command", command, now.command);
        keys(options, now.options).forEach(key -> compare(changes, key, options.get(key), now.options.get(key)));
        for (String key : keys(inputs, now.inputs)) {
            if (!Objects.equals(inputs.get(key), now.inputs.get(key))) {
                changes.add("what " + key + " names changed");
            }
        }
        return changes;
    }

    private static void compare(List<String> changes, String key, String before, String now) {
        if (!Objects.equals(before, now)) {
            changes.add(key + " was " + (before == null ? "not given" : before) + ", now "
                    + (now == null ? "not given" : now));
        }
    }

    private static Set<String> keys(Map<String, String> before, Map<String, String> now) {
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        return keys;
    }
}
