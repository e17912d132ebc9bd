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
 * What the state folder knows of a step.
 *
 * @param step its name
 * @param command what it ran
 * @param state where it is
 * @param version of the tool that ran it
 * @param options what decided its result
 * @param inputs identities of what it read, by what named it
 * @param products identities of what it made, by place
 * @param outcome its result; null until it is done
 * @param error why it failed; null if it did not
 * @param started when, in ISO 8601
 * @param seconds it took
 */
record StepRecord(
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

    /** Where a step is. */
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** The same with what an earlier one made, which is known to be this step's own. */
    StepRecord withProducts(SortedMap<String, String> made) {
        return new StepRecord(step, command, state, version, options, inputs, made, outcome, error, started, seconds);
    }

    StepRecord done(SortedMap<String, String> made, JsonNode result, double took) {
        return new StepRecord(step, command, State.DONE, version, options, inputs, made, result, null, started, took);
    }

    StepRecord failed(String reason, double took) {
        return new StepRecord(
                step, command, State.FAILED, version, options, inputs, products, null, reason, started, took);
    }

    /** What is different from a step that would run now, for people; empty if its result would be the same. */
    List<String> changes(StepRecord now) {
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
