package org.bitadapt.jobs.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command of the tool: runs a job, then prints its outcome as a table or as JSON.
 *
 * <p>Subclasses are annotated with {@code @Command(name, description, footer)}, where the footer shows examples, and are
 * registered in {@code BitAdapt}.
 */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        headerHeading = "%n",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n")
public abstract class JobCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print the result as one JSON object, the last line of standard output.")
    private boolean json;

    @ArgGroup
    private Loudness loudness = new Loudness();

    /** How much is said beside the result; one of them. */
    private static final class Loudness {

        @Option(names = "--quiet", description = "Show errors and the result only: no progress and no notes.")
        private boolean quiet;

        @Option(names = "--verbose", description = "Show what goes to the log, too: Spark's stages, retries, warnings.")
        private boolean verbose;
    }

    /**
     * Does the work.
     *
     * @param console for progress and notes
     * @throws BadInputException for what the user can repair
     * @throws Exception for failures
     */
    protected abstract Outcome run(Console console) throws Exception;

    /** The same for a command that runs this one as a step of its own. */
    final Outcome perform(Console console) throws Exception {
        return run(console);
    }

    /** The parser handles exceptions only; an error would end as a stack trace. */
    private Outcome outcome() throws Exception {
        try {
            return run(console());
        } catch (Error e) {
            throw new ExecutionException(e);
        }
    }

    private Console console() {
        if (loudness.quiet) {
            return Console.silent();
        }
        if (loudness.verbose) {
            VerboseLog.show();
            return new Console(spec.commandLine().getErr(), 0); // lines of the log would cut through a bar
        }
        return new Console(spec.commandLine().getErr(), Console.columnsOfStandardError());
    }

    @Override
    public final Integer call() throws Exception {
        Outcome outcome = outcome();
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JSON.writeValueAsString(outcome) : Printable.text(outcome.describe()));
        out.flush();
        return outcome.exitCode();
    }
}
