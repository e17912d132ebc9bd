package org.bitadapt.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.config.Settings;

/**
 * A run as its readers see it, who never see a half-written file; {@link #start} gives the right to write to the run.
 */
public final class RunFolder {

    static final String CONFIG = "config.conf";
    static final String INFO = "run.json";
    static final String METRICS = "metrics.jsonl";
    /** The folder of the metrics as a table. */
    public static final String METRICS_TABLE = "metrics.parquet";

    static final String CHECKPOINTS = "checkpoints";
    static final String BEST = "best";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final AtomicFiles files;

    private RunFolder(Path path, AtomicFiles files) {
        this.path = path;
        this.files = files;
    }

    /**
     * The run at a location, which need not exist yet.
     *
     * @param location the place of the run's folder, such as {@code runs/first} or {@code hdfs://host/runs/first}
     * @param configuration the configuration of file systems
     * @throws IOException if the file system cannot be reached
     */
    public static RunFolder at(String location, Configuration configuration) throws IOException {
        Path path = Locations.path("run", location);
        Locations.fileSystem("run", path, configuration);
        AtomicFiles files = AtomicFiles.of(path, configuration);
        return new RunFolder(files.qualify(path), files);
    }

    /**
     * Starts or resumes the run and locks it.
     *
     * @param info the info of a new run; a resumed run keeps its own
     * @param settings the settings; for a resumed run the same as before, but for {@code resources}
     * @throws BadInputException if another job has the run, if it was started with another command, data set or other
     *     settings (the message names them), or if the folder is something else
     */
    public RunWriter start(RunInfo info, Settings settings) throws IOException {
        return RunStart.of(this, files, info, settings);
    }

    /** The run's folder, qualified with its file system. */
    public Path path() {
        return path;
    }

    /** The path of a file or folder in the run. */
    public Path path(String name) {
        return new Path(path, name);
    }

    /** Whether the run was started. */
    public boolean exists() throws IOException {
        return files.exists(path(INFO));
    }

    /**
     * This run, which must have been started.
     *
     * @throws BadInputException if the run was not started
     */
    public RunFolder existing() throws IOException {
        if (!exists()) {
            throw new BadInputException("No run in " + path, "Name a folder that `bitadapt train --run` made.");
        }
        return this;
    }

    /** Whether the run has a file or folder. */
    public boolean has(String name) throws IOException {
        return files.exists(path(name));
    }

    /**
     * The info of the run, from {@code run.json} and the run's lock.
     *
     * @throws BadInputException if the file is damaged
     */
    public RunInfo info() throws IOException {
        RunInfo info = parsed(INFO, RunInfo::fromJson);
        boolean isAbandoned = info.state() == RunInfo.State.RUNNING && !RunLock.isHeld(files, path);
        return isAbandoned ? info.in(RunInfo.State.INTERRUPTED) : info;
    }

    /** The run's resolved settings. */
    public Settings settings() throws IOException {
        return Settings.text(path(CONFIG).toString(), files.read(path(CONFIG)));
    }

    /** The metrics of all epochs so far, by epoch. */
    public List<EpochMetrics> metrics() throws IOException {
        List<EpochMetrics> metrics = new ArrayList<>();
        if (has(METRICS)) {
            for (String line : files.read(path(METRICS)).split("\n")) {
                if (!line.isBlank()) {
                    metrics.add(parsed(METRICS, line, EpochMetrics::fromJson));
                }
            }
        }
        return metrics;
    }

    /** All checkpoints, by epoch. */
    public List<Checkpoint> checkpoints() throws IOException {
        return Arrays.stream(files.list(path(CHECKPOINTS)))
                .filter(FileStatus::isDirectory)
                .flatMap(status -> Checkpoint.of(status.getPath()).stream())
                .sorted(Comparator.comparingInt(Checkpoint::epoch))
                .toList();
    }

    /** The checkpoint of the last epoch. */
    public Optional<Checkpoint> latestCheckpoint() throws IOException {
        List<Checkpoint> all = checkpoints();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The checkpoint that was marked as the best, if it is still there. */
    public Optional<Checkpoint> bestCheckpoint() throws IOException {
        if (!has(BEST)) {
            return Optional.empty();
        }
        int epoch = parsed(BEST, text -> JSON.readTree(text).required("epoch").asInt());
        return checkpoints().stream()
                .filter(checkpoint -> checkpoint.epoch() == epoch)
                .findFirst();
    }

    private <T> T parsed(String name, Parser<T> parser) throws IOException {
        return parsed(name, files.read(path(name)), parser);
    }

    /** The parsed content of a file; every exception of the parser means that the file is damaged. */
    private <T> T parsed(String name, String text, Parser<T> parser) {
        try {
            return parser.parse(text);
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new BadInputException(
                    "Invalid " + name + ": " + path(name) + " is damaged (must be as a job wrote it: " + reason + ")",
                    "Restore the file, or start another run.",
                    e);
        }
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse(String text) throws IOException;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
