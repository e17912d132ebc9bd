package org.bitadapt.jobs.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bitadapt.common.text.Suggestions;
import org.bitadapt.jobs.command.BadInputException;

/**
 * A pipeline as it is defined.
 *
 * @param name the name of the pipeline, for people
 * @param state the folder that keeps the pipeline's state
 * @param steps the steps in the order in which they run
 * @param text the whole definition, resolved, as HOCON
 */
record PipelineDefinition(String name, String state, List<PipelineStepDefinition> steps, String text) {

    PipelineDefinition {
        steps = List.copyOf(steps);
    }

    /**
     * A step by name.
     *
     * @throws BadInputException if there is no such step
     */
    PipelineStepDefinition step(String name) {
        List<String> names = steps.stream().map(PipelineStepDefinition::name).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new BadInputException(
                    "Unknown step: " + name + Suggestions.didYouMean(name, names),
                    "The steps are " + String.join(", ", names) + ".");
        }
        return steps.get(index);
    }

    /** The steps that a step cannot do without, in order. */
    List<PipelineStepDefinition> needs(PipelineStepDefinition step) {
        return steps.stream().filter(step::needs).toList();
    }

    /** The steps that come before a step, in order. */
    List<PipelineStepDefinition> follows(PipelineStepDefinition step) {
        return steps.stream().filter(step::follows).toList();
    }

    /**
     * Sorts steps so that each step comes after the steps that it follows; otherwise their order stays.
     *
     * @return the sorted steps; empty if some steps follow each other in a circle
     */
    static Optional<List<PipelineStepDefinition>> inOrder(List<PipelineStepDefinition> steps) {
        List<PipelineStepDefinition> waiting = new ArrayList<>(steps);
        List<PipelineStepDefinition> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Optional<PipelineStepDefinition> next = waiting.stream()
                    .filter(step -> waiting.stream().noneMatch(step::follows))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            waiting.remove(next.get());
            ordered.add(next.get());
        }
        return Optional.of(ordered);
    }

    /** The names of steps in quotes, such as {@code 'a', 'b'}. */
    static String quoted(List<PipelineStepDefinition> steps) {
        return steps.stream().map(step -> "'" + step.name() + "'").collect(Collectors.joining(", "));
    }
}
