package org.bitadapt.jobs.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.run.AtomicFiles;
import org.bitadapt.jobs.run.RunLock;

/**
 * The folder that keeps the state of a pipeline: {@code pipeline.conf}, the definition as it ran last, and {@code
 * steps/NAME.json}, the record of each step.
 */
final class PipelineState {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final AtomicFiles files;

    private PipelineState(Path folder, AtomicFiles files) {
        this.folder = folder;
        this.files = files;
    }

    static PipelineState at(String location, Configuration hadoop) throws IOException {
        Path folder = Locations.output("state", location, hadoop).path();
        return new PipelineState(folder, AtomicFiles.of(folder, hadoop));
    }

    /**
     * Locks the folder, which keeps other runs of pipelines away until the lock is closed.
     *
     * @throws BadInputException if another run has the lock
     */
    RunLock lock() throws IOException {
        files.makeFolder(folder);
        return RunLock.take(files, folder);
    }

    Optional<PipelineStepRecord> step(String name) throws IOException {
        Path file = file(name);
        if (!files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(files.read(file), PipelineStepRecord.class));
        } catch (JsonProcessingException e) {
            throw new BadInputException(
                    "Invalid state of the step '" + name + "' in " + file + ": " + e.getOriginalMessage(),
                    "Delete the file to have the step run anew.",
                    e);
        }
    }

    void write(PipelineStepRecord step) throws IOException {
        files.write(file(step.step()), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(step) + "\n");
    }

    void write(PipelineDefinition definition) throws IOException {
        files.write(new Path(folder, "pipeline.conf"), definition.text());
    }

    private Path file(String step) {
        return new Path(folder, "steps/" + step + ".json");
    }
}
