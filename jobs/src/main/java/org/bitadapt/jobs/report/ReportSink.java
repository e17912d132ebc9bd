package org.bitadapt.jobs.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the files of a report go. */
@FunctionalInterface
public interface ReportSink {

    /**
     * Stores one file whole: a reader never sees half of it.
     *
     * @param name a plain file name, such as {@code index.html}
     * @param content taken over by the sink
     */
    void write(String name, byte[] content) throws IOException;

    /** A folder of the local file system, which is made at the first file. */
    static ReportSink folder(Path folder) {
        return (name, content) -> {
            Files.createDirectories(folder);
            Path unfinished = folder.resolve("." + name + ".part");
            Files.write(unfinished, content);
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        };
    }
}
