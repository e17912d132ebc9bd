package org.bitadapt.jobs.ml;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A hidden folder for one fit, which is deleted when it is closed, or when the JVM ends. */
final class WorkFolder implements AutoCloseable {

    private final FileSystem files;
    private final Path path;

    private WorkFolder(FileSystem files, Path path) {
        this.files = files;
        this.path = path;
    }

    static WorkFolder in(String parent, Configuration hadoop) throws IOException {
        Path folder = new Path(parent, ".bitadapt-fit-" + UUID.randomUUID());
        FileSystem files = folder.getFileSystem(hadoop);
        Path path = files.makeQualified(folder);
        if (!files.mkdirs(path)) {
            throw new IOException("Cannot create " + path);
        }
        files.deleteOnExit(path);
        return new WorkFolder(files, path);
    }

    /** The folder that the param names, or the SparkContext's checkpoint folder, or the session's warehouse. */
    static String parent(TrainingParams<?> params, SparkSession session) {
        if (params.isSet(params.workFolder())) {
            return params.getWorkFolder();
        }
        var checkpoints = session.sparkContext().getCheckpointDir();
        return checkpoints.isDefined() ? checkpoints.get() : session.conf().get("spark.sql.warehouse.dir");
    }

    Path path(String name) {
        return new Path(path, name);
    }

    @Override
    public void close() throws IOException {
        files.delete(path, true);
        files.cancelDeleteOnExit(path);
    }
}
