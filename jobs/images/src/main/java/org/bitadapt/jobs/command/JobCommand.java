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

    /** The options that say how much is told beside the result; at most one can be given. */
    private static final class Loudness {

        @Option(names = "--quiet", description = "Show errors and the result only: no progress and no notes.")
        private boolean quiet;

        @Option(names = "--verbose", description = "Show what goes to the log, too: Spark's stages, retries, warnings.")
        private boolean verbose;
    }

    /**
     * Does the work.
     *
     * @param console shows progress and notes
     * @throws BadInputException if an error is one that the user can repair
     * @throws Exception if the job fails
     */
    protected abstract Outcome run(Console console) throws Exception;

    /** Does the work of this command for a command that runs it as a step. */
    final Outcome perform(Console console) throws Exception {
        return run(console);
    }

    /**
     * Does the work, with errors of the JVM wrapped: the parser handles exceptions only, and an error would end as a
     * stack trace.
     */
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
            return new Console(spec.commandLine().getErr(), 0); // no bar: lines of the log would cut through it
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
