package org.bitadapt.jobs.command;

import java.io.IOException;

/** The error of a file system that did not give what it has. The file is not damaged: another attempt may read it. */
public final class FileSystemFailure extends IOException {

    private static final long serialVersionUID = 1;

    public FileSystemFailure(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
