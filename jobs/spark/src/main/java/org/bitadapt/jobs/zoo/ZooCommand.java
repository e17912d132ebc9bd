package org.bitadapt.jobs.zoo;

import java.util.List;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code bitadapt zoo}. */
@Command(
        name = "zoo",
        description = {
            "Lists the trained models that come with BitAdapt, or shows the card of one model.",
            "A model's name, such as zoo:resnet20-cifar10, can be given to predict, evaluate, export, inspect and benchmark"
                    + " inference as --model."
        },
        footer = {
            "  bitadapt zoo",
            "  bitadapt zoo resnet20-cifar10",
        })
public final class ZooCommand extends JobCommand {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The model whose card is shown.")
    private String name;

    @Override
    protected ZooOutcome run(Console console) {
        List<String> names = name == null ? Zoo.names() : List.of(name);
        return new ZooOutcome(names.stream().map(ZooOutcome.Entry::of).toList(), name != null);
    }
}
