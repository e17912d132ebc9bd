package org.bitadapt.jobs.cli;

import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Shows errors as one line and the remedy; stack traces go to the log only.
 *
 * <p>Three errors are bad input. The first is what the command line refuses. The second is a {@link BadInputException},
 * or an {@link IllegalArgumentException} thrown by this project's own validation, anywhere in the chain of causes, so
 * that what an executor refuses counts too. The third is a file that is not there, unless a task missed it: the file
 * may then be one of Spark's own. All else, errors of the JVM included, is a failure.
 */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorLines.class);
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;
    private static final String CHECK_PATH = "Check the path.";
    private static final String OWN_PACKAGES = "org.bitadapt.";

    @Override
    public int handleParseException(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        Optional<UnknownOption> unknown = UnknownOption.first(command, of(command, args));
        if (unknown.isPresent()) {
            err.println("bitadapt: " + Printable.message(unknown.get().message(command)));
        } else {
            err.println("bitadapt: " + Printable.message(error.getMessage()));
            UnmatchedArgumentException.printSuggestions(error, err);
        }
        err.println("Usage: " + command.getCommandSpec().qualifiedName() + " "
                + (command.getSubcommands().isEmpty() ? "[OPTIONS]" : "COMMAND") + "; `"
                + command.getCommandSpec().qualifiedName() + " --help` shows more.");
        err.flush();
        return BAD_INPUT;
    }

    /** The arguments behind a command's own name. */
    private static String[] of(CommandLine command, String... args) {
        int start = 0;
        for (CommandLine at = command; at.getParent() != null; at = at.getParent()) {
            start++;
        }
        return Arrays.copyOfRange(args, Math.min(start, args.length), args.length);
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        if (Interruption.hasBegun()) {
            LOG.info("Ended by the end of the process", error);
            return FAILED;
        }
        String name = command.getCommandSpec().qualifiedName().replaceFirst("^\\S+ ", "");
        PrintWriter err = command.getErr();
        Optional<Throwable> badInput = badInput(error);
        badInput.ifPresentOrElse(
                cause -> {
                    LOG.debug("{}: bad input", name, error);
                    err.println("bitadapt: " + badInputLine(cause));
                },
                () -> {
                    LOG.error("{} failed", name, error);
                    err.println("bitadapt: " + name + " failed: " + Printable.message(firstLine(rootCause(error))));
                    if (!whereTheLogIs().isEmpty()) {
                        err.println(whereTheLogIs().strip());
                    }
                });
        err.flush();
        return badInput.isPresent() ? BAD_INPUT : FAILED;
    }

    private static Optional<Throwable> badInput(Throwable error) {
        boolean inSpark = false;
        for (Throwable cause : causes(error).toList()) {
            inSpark |= cause instanceof SparkException;
            if (isRefused(cause) || (!inSpark && isMissingFile(cause))) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    private static boolean isRefused(Throwable error) {
        return error instanceof BadInputException || (error instanceof IllegalArgumentException && isThrownByUs(error));
    }

    private static boolean isMissingFile(Throwable error) {
        return error instanceof NoSuchFileException
                || (error instanceof FileNotFoundException && saysMissing(String.valueOf(error.getMessage())));
    }

    /**
     * Whether a message says that a file is missing. The JDK puts the system's reason behind the path; most other
     * reasons are of a disk that fails, is full or must not be written.
     */
    private static boolean saysMissing(String message) {
        return !message.endsWith(")") || message.contains("(No such file");
    }

    private static boolean isThrownByUs(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith(OWN_PACKAGES);
    }

    private static String badInputLine(Throwable error) {
        String message = Printable.message(String.valueOf(error.getMessage()));
        if (error instanceof NoSuchFileException) {
            return "No such file: " + message + ". " + CHECK_PATH;
        }
        if (error instanceof FileNotFoundException) {
            return message + ". " + CHECK_PATH;
        }
        if (error instanceof BadInputException badInput && badInput.remedy().isPresent()) {
            return message
                    + separator(message)
                    + Printable.message(badInput.remedy().orElseThrow());
        }
        return message;
    }

    private static String separator(String message) {
        if (message.contains("\n")) {
            return System.lineSeparator();
        }
        return message.endsWith("?") ? " " : ". ";
    }

    private static String firstLine(Throwable error) {
        String message = error.getMessage();
        String type = error.getClass().getSimpleName();
        String line = message == null
                ? type
                : type + ": " + message.lines().findFirst().orElse("");
        return error instanceof OutOfMemoryError ? line + ". Give more memory by --driver-memory." : line;
    }

    private static Throwable rootCause(Throwable error) {
        return causes(error).reduce((first, second) -> second).orElse(error);
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(100);
    }

    /** A sentence, to stand behind others, that says where the log is; empty if there is no log. */
    static String whereTheLogIs() {
        String log = System.getProperty("bitadapt.log");
        return log == null ? "" : " The stack trace is in " + log;
    }
}
