package org.bitadapt.jobs.deploy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.repl.SparkILoop;
import scala.Console;
import scala.Option;
import scala.collection.immutable.List$;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.Results;

/** Spark's own REPL, fed with Scala source piece by piece. */
final class ScalaRepl implements AutoCloseable {

    private final StringWriter messages = new StringWriter();
    private final SparkILoop loop;

    ScalaRepl() {
        loop = new SparkILoop(Option.empty(), new PrintWriter(messages, true));
        Settings settings = new Settings();
        settings.usejavacp().tryToSet(List$.MODULE$.empty());
        loop.settings_$eq(settings);
        loop.createInterpreter();
        loop.intp().initializeSynchronous();
    }

    /**
     * Compiles and runs source.
     *
     * @return the text that the program printed
     * @throws AssertionError if the program fails; the error has the compiler's or the program's message
     */
    String run(String source) {
        messages.getBuffer().setLength(0);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Results.Result result;
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            result = Console.withOut(out, () -> loop.intp().interpret(source));
        }
        if (result != Results.Success$.MODULE$) {
            throw new AssertionError(result + " of\n" + source + "\n" + messages);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        loop.intp().close();
    }
}
