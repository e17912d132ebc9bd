package org.bitadapt.jobs.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.jobs.command.Outcome;
import picocli.CommandLine;

/**
 * The keys of a command's result that hold one value: components of its outcome's record, or of the records that a sealed
 * outcome may be.
 */
final class OutcomeKeys {

    private OutcomeKeys() {}

    static List<String> of(CommandLine tool, PipelineStepCommand command) {
        Object job = tool.getSubcommands().get(command.word()).getCommandSpec().userObject();
        return Arrays.stream(job.getClass().getDeclaredMethods())
                .filter(method -> method.getName().equals("run") && !method.isBridge())
                .map(method -> method.getReturnType().asSubclass(Outcome.class))
                .flatMap(outcome ->
                        outcome.isRecord() ? Stream.of(outcome) : Arrays.stream(outcome.getPermittedSubclasses()))
                .flatMap(outcome -> Arrays.stream(outcome.getRecordComponents()))
                .filter(OutcomeKeys::isSingle)
                .map(RecordComponent::getName)
                .distinct()
                .toList();
    }

    private static boolean isSingle(RecordComponent component) {
        Class<?> type = component.getType();
        return !component.getAccessor().isAnnotationPresent(JsonIgnore.class)
                && (type.isPrimitive() || type == String.class || Number.class.isAssignableFrom(type));
    }
}
