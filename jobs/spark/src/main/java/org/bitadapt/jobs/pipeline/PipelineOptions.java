package org.bitadapt.jobs.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options by which commands take a pipeline; a mixin. */
final class PipelineOptions {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The definition in HOCON; see the examples in conf/pipelines.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replaces a value of the definition, such as steps.train.set.train.epochs=3; repeatable.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "STEP",
            description = "Run this step again though nothing changed; those before it are taken as they are.")
    private String from;

    /**
     * Reads the definition, then starts Spark.
     *
     * @param tool the root of all commands
     */
    PipelineRun open(CommandLine tool, Console console) throws IOException {
        PipelineDefinition pipeline = DefinitionReader.read(tool, file, List.copyOf(assignments));
        SparkSession session = SparkSessions.start("pipeline " + pipeline.name());
        return new PipelineRun(pipeline, tool, session.sparkContext(), console);
    }

    String from() {
        return from;
    }
}
