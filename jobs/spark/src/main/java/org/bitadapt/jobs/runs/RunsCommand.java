package org.bitadapt.jobs.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.spark.SparkSessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bitadapt runs}: lists the runs in a folder. */
@Command(
        name = "runs",
        description = {
            "Lists the runs in a folder: state, network, epochs, accuracies and the size of the packed model.",
            "A run whose job was stopped or killed is interrupted; the same command goes on with it."
        },
        footer = {"  bitadapt runs runs", "  bitadapt runs hdfs:///runs --json"})
public final class RunsCommand extends JobCommand {

    @Parameters(paramLabel = "FOLDER", description = "A folder with runs in it, or a run.")
    private String folder;

    @Override
    protected RunsOutcome run(Console console) throws IOException {
        Configuration configuration = SparkSessions.hadoop();
        Path path = Locations.input("FOLDER", folder, configuration);
        List<RunsOutcome.Row> rows = new ArrayList<>();
        for (Path place : places(path, configuration)) {
            RunFolder run = RunFolder.at(place.toString(), configuration);
            if (run.exists()) {
                rows.add(row(run, configuration, console));
            }
        }
        if (rows.isEmpty()) {
            throw new BadInputException("No runs in " + folder, "Name a folder that holds what --run made.");
        }
        return new RunsOutcome(rows);
    }

    /** The row of a run; a damaged run is shown as damaged, beside the others. */
    private static RunsOutcome.Row row(RunFolder run, Configuration configuration, Console console) throws IOException {
        try {
            return RunsOutcome.Row.of(run, configuration);
        } catch (BadInputException e) {
            console.say("Note: " + e.getMessage());
            return RunsOutcome.Row.damaged(run.path().getName());
        }
    }

    /** The folder itself and the folders in it, by name. */
    private static List<Path> places(Path path, Configuration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        List<Path> places = new ArrayList<>(List.of(path));
        for (FileStatus status : files.listStatus(path)) {
            if (status.isDirectory() && !status.getPath().getName().startsWith(".")) {
                places.add(status.getPath());
            }
        }
        places.subList(1, places.size()).sort(null);
        return places;
    }
}
