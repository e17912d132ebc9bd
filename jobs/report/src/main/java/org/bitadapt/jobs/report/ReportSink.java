package org.bitadapt.jobs.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.run.AtomicFiles;

/** A place that stores the files of a report. */
@FunctionalInterface
public interface ReportSink {

    /**
     * Stores one file as a whole: a reader never sees a half-written file.
     *
     * @param name the plain file name, such as {@code index.html}
     * @param content the bytes of the file, which belong to the sink from now on
     */
    void write(String name, byte[] content) throws IOException;

    /** A sink that stores files in a folder of any Hadoop file system, which is made at the first file. */
    static ReportSink in(org.apache.hadoop.fs.Path folder, Configuration hadoop) throws IOException {
        AtomicFiles files = AtomicFiles.of(folder, hadoop);
        return (name, content) -> files.write(new org.apache.hadoop.fs.Path(folder, name), out -> out.write(content));
    }

    /** A sink that stores files in a folder of the local file system, which is made at the first file. */
    static ReportSink folder(Path folder) {
        return (name, content) -> {
            Files.createDirectories(folder);
            Path unfinished = folder.resolve("." + name + ".part");
            Files.write(unfinished, content);
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        };
    }
}
