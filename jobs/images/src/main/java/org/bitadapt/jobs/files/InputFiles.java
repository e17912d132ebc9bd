package org.bitadapt.jobs.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.bitadapt.jobs.command.BadInputException;

/** Opens files that a user names. */
public final class InputFiles {

    private InputFiles() {}

    /**
     * Opens a regular file. On this machine's file system every name works, though Hadoop takes a colon for the end of
     * a scheme.
     *
     * @throws BadInputException if the file is a pipe, a socket or a device, which may never end
     */
    public static InputStream open(Path file, Configuration configuration) throws IOException {
        FileSystem files = file.getFileSystem(configuration);
        requireRegular(file, configuration);
        return isLocal(files) ? Files.newInputStream(local(files.makeQualified(file))) : files.open(file);
    }

    /**
     * Refuses a file that is there and is neither a folder nor a regular file.
     *
     * @throws BadInputException if the file is a pipe, a socket or a device
     */
    public static void requireRegular(Path file, Configuration configuration) throws IOException {
        FileSystem files = file.getFileSystem(configuration);
        if (isLocal(files)) {
            java.nio.file.Path local = local(files.makeQualified(file));
            if (Files.exists(local) && !Files.isRegularFile(local) && !Files.isDirectory(local)) {
                throw new BadInputException(
                        "Invalid input: " + file + " (must be a file or a folder, no pipe and no device)",
                        "Write what it gives to a file first.");
            }
        }
    }

    /** The length of a file in bytes. */
    public static long length(Path file, Configuration configuration) throws IOException {
        FileSystem files = file.getFileSystem(configuration);
        if (isLocal(files)) {
            return Files.size(local(files.makeQualified(file)));
        }
        FileStatus status = files.getFileStatus(file);
        if (status.isDirectory()) {
            throw new FileNotFoundException(file + " is a folder");
        }
        return status.getLen();
    }

    static boolean isLocal(FileSystem files) {
        boolean isOfJdk = files instanceof LocalFileSystem || files instanceof RawLocalFileSystem;
        return isOfJdk && files.getUri().getScheme().equals("file");
    }

    static java.nio.file.Path local(Path file) {
        return java.nio.file.Path.of(file.toUri().getPath());
    }

    static Path hadoop(java.nio.file.Path file) {
        return new Path("file", null, file.toAbsolutePath().toString());
    }
}
