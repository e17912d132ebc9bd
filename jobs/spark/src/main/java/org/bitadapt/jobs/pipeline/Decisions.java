package org.bitadapt.jobs.pipeline;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Version;

/** Decides step after step, in order; the result of a step may change what is decided about later steps. */
final class Decisions {

    private static final String FROM_REMEDY = "Leave --from out, and what is missing runs too.";

    private final PipelineDefinition pipeline;
    private final PipelineState state;
    private final Identities identities;
    private final String from;
    private final Map<String, Decision> decided = new HashMap<>();

    /**
     * @param from the step to run again, or null
     * @throws BadInputException if that step is unknown, or needs a step that was not done
     */
    Decisions(PipelineDefinition pipeline, PipelineState state, Identities identities, String from) throws IOException {
        this.pipeline = pipeline;
        this.state = state;
        this.identities = identities;
        this.from = from;
        if (from != null) {
            for (PipelineStepDefinition needed : pipeline.needs(pipeline.step(from))) {
                if (lastSuccess(needed).isEmpty()) {
                    throw new BadInputException(
                            "The step '" + needed.name() + "' was not done, and '" + from + "' needs it", FROM_REMEDY);
                }
            }
        }
    }

    /** Decides about the next step and remembers the decision. */
    Decision next(PipelineStepDefinition step) throws IOException {
        Decision decision = decide(step);
        decided.put(step.name(), decision);
        return decision;
    }

    /** Notes that a step that was due is done. */
    void done(PipelineStepRecord record) {
        decided.put(record.step(), new Decision.Stands(record, ""));
    }

    private Decision decide(PipelineStepDefinition step) throws IOException {
        if (from != null && !decided.containsKey(from) && !step.name().equals(from)) {
            return beforeFrom(step);
        }
        for (PipelineStepDefinition needed : pipeline.needs(step)) {
            if (decided.get(needed.name()) instanceof Decision.Skipped) {
                return new Decision.Skipped("needs '" + needed.name() + "', which was skipped");
            }
        }
        Optional<Decision> held = heldBack(step);
        return held.isPresent() ? held.get() : compare(step);
    }

    private Decision beforeFrom(PipelineStepDefinition step) throws IOException {
        return lastSuccess(step)
                .<Decision>map(record -> new Decision.Stands(record, "before --from, taken as it is"))
                .orElseGet(() -> new Decision.Skipped("before --from, and was not done"));
    }

    /** The decision if a condition does not hold, or if steps before this step have not run yet; empty otherwise. */
    private Optional<Decision> heldBack(PipelineStepDefinition step) {
        List<String> waits = new ArrayList<>();
        for (Condition condition : step.conditions()) {
            if (!(decided.get(condition.step()) instanceof Decision.Stands stands)) {
                waits.add(condition.toString());
            } else if (!condition.holds(stands.record().outcome())) {
                return Optional.of(
                        new Decision.Skipped(condition.refusal(stands.record().outcome())));
            }
        }
        List<PipelineStepDefinition> unsettled = pipeline.follows(step).stream()
                .filter(before -> isUnsettled(decided.get(before.name())))
                .toList();
        if (!unsettled.isEmpty()) {
            waits.add(0, "comes after " + PipelineDefinition.quoted(unsettled));
        }
        return waits.isEmpty() ? Optional.empty() : Optional.of(new Decision.Pending(String.join("; ", waits)));
    }

    private static boolean isUnsettled(Decision decision) {
        return decision instanceof Decision.Due || decision instanceof Decision.Pending;
    }

    private Decision compare(PipelineStepDefinition step) throws IOException {
        PipelineStepRecord now = new PipelineStepRecord(
                step.name(),
                step.command().word(),
                PipelineStepRecord.State.RUNNING,
                Version.current(),
                step.options(),
                identities.of(step.inputs()),
                Collections.emptySortedMap(),
                null,
                null,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                0);
        Optional<PipelineStepRecord> last = state.step(step.name());
        if (last.isEmpty()) {
            return new Decision.Due(now, false, "was not run yet");
        }
        return compare(step, last.get(), now);
    }

    private Decision compare(PipelineStepDefinition step, PipelineStepRecord last, PipelineStepRecord now)
            throws IOException {
        List<String> changes = last.changes(now);
        PipelineStepRecord remembering = now.withProducts(last.products());
        if (!changes.isEmpty()) {
            return new Decision.Due(remembering, true, String.join("; ", changes));
        }
        if (last.state() == PipelineStepRecord.State.FAILED) {
            return new Decision.Due(remembering, false, "failed before");
        }
        if (last.state() == PipelineStepRecord.State.RUNNING) {
            return new Decision.Due(remembering, false, "was interrupted");
        }
        if (step.name().equals(from)) {
            return new Decision.Due(remembering, true, "asked for by --from");
        }
        return lostProduct(last)
                .<Decision>map(loss -> new Decision.Due(remembering, false, loss))
                .orElseGet(() -> new Decision.Stands(last, "nothing changed"));
    }

    private Optional<String> lostProduct(PipelineStepRecord last) throws IOException {
        for (Map.Entry<String, String> product : new TreeMap<>(last.products()).entrySet()) {
            Optional<String> found = identities.of(product.getKey());
            if (!found.equals(Optional.of(product.getValue()))) {
                return Optional.of(product.getKey() + (found.isEmpty() ? " is missing" : " was changed"));
            }
        }
        return Optional.empty();
    }

    private Optional<PipelineStepRecord> lastSuccess(PipelineStepDefinition step) throws IOException {
        return state.step(step.name()).filter(record -> record.state() == PipelineStepRecord.State.DONE);
    }
}
