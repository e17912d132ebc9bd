package org.bitadapt.jobs.command;

import java.io.IOException;

/** A file system did not give what it has. That is no damage of the file: another attempt may read it. */
public final class FileSystemFailure extends IOException {

    private static final long serialVersionUID = 1;

    public FileSystemFailure(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
