package org.bitadapt.jobs.run;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * A run as the one job that holds its lock writes it. Closing the writer gives the lock back; the run's state stays as
 * it was set.
 */
public final class RunWriter implements AutoCloseable {

    private final RunFolder folder;
    private final AtomicFiles files;
    private final RunLock lock;
    private final boolean resumed;

    RunWriter(RunFolder folder, AtomicFiles files, RunLock lock, boolean resumed) {
        this.folder = folder;
        this.files = files;
        this.lock = lock;
        this.resumed = resumed;
    }

    /** The run's folder, for reading. */
    public RunFolder folder() {
        return folder;
    }

    /** Whether the run was there before. */
    public boolean isResumed() {
        return resumed;
    }

    /**
     * Writes or replaces a file of the run.
     *
     * @param name the file's path in the run, such as {@code model.bnn} or {@code report/index.html}
     * @param content writes the file and is called once; if it throws, an old file stays as it is
     */
    public void writeAtomically(String name, Content content) throws IOException {
        lock.check();
        Path path = folder.path(name);
        files.makeFolder(path.getParent());
        files.write(path, out -> {
            content.writeTo(out);
            lock.check();
        });
    }

    /**
     * Makes sure that the run is still this job's, by reading its lock.
     *
     * @throws IllegalStateException if another job has taken the lock
     */
    public void check() throws IOException {
        lock.check();
    }

    /**
     * Adds the metrics of an epoch. Metrics of the same and later epochs, from before the job was resumed, are dropped.
     */
    public void append(EpochMetrics metrics) throws IOException {
        lock.check();
        Stream<EpochMetrics> before = folder.metrics().stream().filter(old -> old.epoch() < metrics.epoch());
        writeMetrics(Stream.concat(before, Stream.of(metrics)).toList());
    }

    /** Drops the metrics of epochs after the given one, which a resumed job measures again; -1 drops all. */
    public void truncateMetrics(int lastEpoch) throws IOException {
        lock.check();
        writeMetrics(folder.metrics().stream()
                .filter(metrics -> metrics.epoch() <= lastEpoch)
                .toList());
    }

    private void writeMetrics(List<EpochMetrics> metrics) throws IOException {
        String lines = metrics.stream().map(line -> line.toJson() + "\n").collect(Collectors.joining());
        files.write(folder.path(RunFolder.METRICS), lines);
    }

    /**
     * Writes or replaces a folder of the run; a reader can find no folder at the moment in which an old folder is
     * replaced.
     *
     * @param name the folder's path in the run, such as {@code metrics.parquet}
     * @param content writes the files into the folder that it is given, with {@code Path.getFileSystem}
     */
    public void writeFolder(String name, FolderContent content) throws IOException {
        writeFolder(folder.path(name), content);
    }

    private void writeFolder(Path path, FolderContent content) throws IOException {
        lock.check();
        files.makeFolder(path.getParent());
        files.writeFolder(path, target -> {
            content.writeTo(target);
            lock.check();
        });
    }

    /**
     * Writes or replaces the checkpoint of an epoch.
     *
     * @param content writes the checkpoint's files into the folder that it is given, with {@code Path.getFileSystem}
     */
    public Checkpoint writeCheckpoint(int epoch, FolderContent content) throws IOException {
        Path path = new Path(folder.path(RunFolder.CHECKPOINTS), Checkpoint.name(epoch));
        writeFolder(path, content);
        return new Checkpoint(epoch, path);
    }

    /**
     * Marks the checkpoint of an epoch as the best.
     *
     * @param validationAccuracy the epoch's validation accuracy; NaN, in JSON null, if it was not measured
     */
    public void markBest(int epoch, double validationAccuracy) throws IOException {
        lock.check();
        String accuracy = Double.isNaN(validationAccuracy) ? "null" : Double.toString(validationAccuracy);
        files.write(folder.path(RunFolder.BEST), "{\"epoch\":" + epoch + ",\"validationAccuracy\":" + accuracy + "}\n");
    }

    /** Deletes all checkpoints but the latest ones and the best. */
    public void keepCheckpoints(int latest) throws IOException {
        lock.check();
        List<Checkpoint> all = folder.checkpoints();
        int best = folder.bestCheckpoint().map(Checkpoint::epoch).orElse(-1);
        for (Checkpoint checkpoint : all.subList(0, Math.max(0, all.size() - latest))) {
            if (checkpoint.epoch() != best) {
                files.delete(checkpoint.folder());
            }
        }
    }

    /** Sets the state of the run. */
    public void mark(RunInfo.State state) throws IOException {
        lock.check();
        files.write(folder.path(RunFolder.INFO), folder.info().in(state).toJson());
    }

    /**
     * Marks the run as failed.
     *
     * @param cause the reason of the failure; if the mark cannot be written, as on a full disk, users still see this
     *     reason
     */
    public void markFailed(Throwable cause) {
        try {
            mark(RunInfo.State.FAILED);
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes the whole content; does not close the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes the content of a folder. */
    @FunctionalInterface
    public interface FolderContent {
        /** Writes all files into the folder, which exists. */
        void writeTo(Path folder) throws IOException;
    }
}
