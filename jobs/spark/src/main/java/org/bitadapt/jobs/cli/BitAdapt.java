package org.bitadapt.jobs.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkUserAppException;
import org.bitadapt.jobs.benchmark.BenchmarkCommand;
import org.bitadapt.jobs.command.Version;
import org.bitadapt.jobs.evaluate.EvaluateCommand;
import org.bitadapt.jobs.export.ExportCommand;
import org.bitadapt.jobs.inspect.InspectCommand;
import org.bitadapt.jobs.netadapt.LatencyTableCommand;
import org.bitadapt.jobs.netadapt.NetAdaptCommand;
import org.bitadapt.jobs.onnx.ImportCommand;
import org.bitadapt.jobs.pipeline.PipelineCommand;
import org.bitadapt.jobs.predict.PredictCommand;
import org.bitadapt.jobs.preprocess.PreprocessCommand;
import org.bitadapt.jobs.quickstart.QuickstartCommand;
import org.bitadapt.jobs.runs.CompareCommand;
import org.bitadapt.jobs.runs.ReportCommand;
import org.bitadapt.jobs.runs.RunsCommand;
import org.bitadapt.jobs.settings.SettingsCommand;
import org.bitadapt.jobs.train.TrainCommand;
import org.bitadapt.jobs.zoo.ZooCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The main class of the tool, by {@code deploy/bin/bitadapt COMMAND} or {@code spark-submit --class
 * org.bitadapt.jobs.cli.BitAdapt bitadapt.jar COMMAND}.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 bad input.
 */
@Command(
        name = "bitadapt",
        description = "Trains image networks with 1-bit weights on Spark and packs them into small, fast models.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        descriptionHeading = "%n",
        footer = {
            "",
            "`bitadapt COMMAND --help` shows the options and examples of a command.",
            "Exit codes: 0 done, 1 failed, 2 bad input."
        },
        subcommands = {
            QuickstartCommand.class,
            PipelineCommand.class,
            PreprocessCommand.class,
            ImportCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            PredictCommand.class,
            NetAdaptCommand.class,
            LatencyTableCommand.class,
            InspectCommand.class,
            BenchmarkCommand.class,
            ReportCommand.class,
            RunsCommand.class,
            CompareCommand.class,
            ZooCommand.class,
            SettingsCommand.class,
            CompletionCommand.class
        })
public final class BitAdapt implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private BitAdapt() {}

    /** Runs a command and ends the JVM with its exit code, which on YARN is left to the JVM's owner. */
    public static void main(String[] args) throws SparkUserAppException {
        SerialFilter.install();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        clearWarning(err);
        Interruption interruption = Interruption.watch(args, err);
        int exitCode = execute(out, err, args);
        interruption.end();
        end(exitCode);
    }

    /**
     * Takes the JVM's warning of the vector module from the terminal. No option of the JVM does; the launcher says when the
     * warning is the line above.
     */
    private static void clearWarning(PrintWriter err) {
        if ("yes".equals(System.getenv("BITADAPT_WARNING_ABOVE"))) {
            err.print("\033[1A\033[2K");
            err.flush();
        }
    }

    /**
     * Runs a command. Commands turn errors of their own into exit codes; here the errors are handled that nothing else
     * has caught.
     */
    private static int execute(PrintWriter out, PrintWriter err, String... args) {
        try {
            return commandLine().setOut(out).setErr(err).execute(args);
        } catch (Error e) {
            err.println("bitadapt: failed: " + e);
            return 1;
        }
    }

    /** YARN's application master runs a driver of cluster mode as a thread of its own and takes any exit for a crash. */
    private static void end(int exitCode) throws SparkUserAppException {
        boolean inApplicationMaster = System.getProperty("spark.yarn.app.id") != null;
        if (!inApplicationMaster) {
            System.exit(exitCode);
        }
        if (exitCode != 0) {
            throw new SparkUserAppException(exitCode);
        }
    }

    static CommandLine commandLine() {
        ErrorLines errors = new ErrorLines();
        return new CommandLine(new BitAdapt())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }
}
