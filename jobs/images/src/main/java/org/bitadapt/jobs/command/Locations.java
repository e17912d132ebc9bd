package org.bitadapt.jobs.command;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Places of files and folders as options name them. A wrong name is bad input here, where the name is known to come
 * from the user; an error that shows later is a failure.
 */
public final class Locations {

    /** The beginning of the names of models that are in the jar and not on a file system. */
    public static final String ZOO = "zoo:";

    private Locations() {}

    /**
     * A path.
     *
     * @param option the option that names the path, such as {@code --data}
     * @param location the value that the option was given
     * @throws BadInputException if the location is empty or no path
     */
    public static Path path(String option, String location) {
        if (location.isBlank()) {
            throw new BadInputException(
                    "Invalid " + option + ": '" + location + "' (must be a path)", "Name a file or folder.");
        }
        if (location.startsWith(ZOO)) {
            throw new BadInputException(
                    "Invalid " + option + ": " + location + " (must be a path; a model of the zoo is a packed model)",
                    "Only --model of predict, evaluate, export, inspect and benchmark inference takes packed models.");
        }
        try {
            return new Path(location);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "Invalid " + option + ": " + location
                            + " (must be a path, in which ':' stands behind a scheme only)",
                    "Choose a name without a colon.",
                    e);
        }
    }

    /** A path as other programs take it: without the scheme if it is on the local file system. */
    public static String shown(Path path) {
        URI uri = path.toUri();
        return "file".equals(uri.getScheme()) ? uri.getPath() : path.toString();
    }

    /**
     * The file system of a path.
     *
     * @throws BadInputException if there is no file system of the path's scheme, or it is not set up
     * @throws IOException if the file system cannot be reached
     */
    public static FileSystem fileSystem(String option, Path path, Configuration configuration) throws IOException {
        try {
            return path.getFileSystem(configuration);
        } catch (org.apache.hadoop.fs.UnsupportedFileSystemException e) {
            throw unknown(option, path, e);
        } catch (RuntimeException e) {
            // The cause is a class that is not on the class path, or an address that is none.
            throw unknown(option, path, e);
        }
    }

    private static BadInputException unknown(String option, Path path, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new BadInputException(
                "Invalid " + option + ": " + path + " (must be on a file system that is set up: "
                        + detail.lines().findFirst().orElse("") + ")",
                "Check the scheme, or give Spark the file system's jar, such as --spark spark.jars=hadoop-aws.jar.",
                e);
    }

    /**
     * A file or folder that a command reads.
     *
     * @return the path, on a file system that is set up; the file or folder may be missing
     */
    public static Path input(String option, String location, Configuration configuration) throws IOException {
        Path path = path(option, location);
        fileSystem(option, path, configuration);
        return path;
    }

    /**
     * A file or folder that a command is to make.
     *
     * @throws BadInputException if nothing can be made there: an empty name, a colon in a name, a place below a file
     */
    public static Output output(String option, String location, Configuration configuration) throws IOException {
        Path path = path(option, location);
        FileSystem files = fileSystem(option, path, configuration);
        Path whole = files.makeQualified(path);
        if (whole.toUri().getPath().contains(":")) {
            throw new BadInputException(
                    "Invalid " + option + ": " + location + " (must have no ':' in a name, which Hadoop does not take)",
                    "Choose another name.");
        }
        Path above = existing(files, whole);
        if (!above.equals(whole) && files.getFileStatus(above).isFile()) {
            throw new BadInputException(
                    "Invalid " + option + ": " + location + " (must not be below " + above + ", which is a file)",
                    "Choose another place.");
        }
        return new Output(option, location, path, files, configuration);
    }

    /** The path itself or, if nothing is there, the nearest path above it at which something is. */
    private static Path existing(FileSystem files, Path path) throws IOException {
        Path above = path;
        while (above.getParent() != null && !isThere(files, above)) {
            above = above.getParent();
        }
        return above;
    }

    /** Whether something is at a path; below a file there is nothing. */
    private static boolean isThere(FileSystem files, Path path) throws IOException {
        try {
            return files.exists(path);
        } catch (org.apache.hadoop.fs.ParentNotDirectoryException
                | org.apache.hadoop.security.AccessControlException e) {
            return false;
        }
    }

    /** A place that a command writes to. */
    public static final class Output {

        private final String option;
        private final String location;
        private final Path path;
        private final FileSystem files;
        private final Configuration configuration;

        private Output(String option, String location, Path path, FileSystem files, Configuration configuration) {
            this.option = option;
            this.location = location;
            this.path = path;
            this.files = files;
            this.configuration = configuration;
        }

        /** The path of the place. */
        public Path path() {
            return path;
        }

        /**
         * Refuses an output that equals, contains or lies in an input, links resolved.
         *
         * @param from the option that names the input
         * @param input the value that the option was given; null or empty for nothing
         * @throws BadInputException if output and input are not apart
         */
        public Output apartFrom(String from, String input) throws IOException {
            if (input != null && !input.isEmpty() && !input.startsWith(ZOO)) {
                refuse(from, input, true);
            }
            return this;
        }

        /**
         * Refuses an output that equals or lies in an input, links resolved; the output may be the folder that holds
         * the input.
         */
        public Output besides(String from, String input) throws IOException {
            if (input != null && !input.isEmpty()) {
                refuse(from, input, false);
            }
            return this;
        }

        private void refuse(String from, String input, boolean contained) throws IOException {
            Path other = Locations.path(from, input);
            String mine = real(files, path);
            String read = real(fileSystem(from, other, configuration), other);
            String relation = null;
            if (mine.equals(read)) {
                relation = "be another place than";
            } else if (lies(mine, read)) {
                relation = "not lie in";
            } else if (contained && lies(read, mine)) {
                relation = "not contain";
            }
            if (relation != null) {
                throw new BadInputException(
                        "Invalid " + option + ": " + location + " (must " + relation + " " + from + " " + input + ")",
                        "Choose another place: what is read is never written to.");
            }
        }

        private static boolean lies(String inner, String outer) {
            return inner.startsWith(outer.endsWith("/") ? outer : outer + "/");
        }

        /** The path with all links resolved, also of a place that does not exist yet. */
        private static String real(FileSystem files, Path path) throws IOException {
            Path whole = files.makeQualified(new Path(path.toString()));
            Path above = existing(files, whole);
            String rest = Optional.of(whole.toUri()
                            .getPath()
                            .substring(above.toUri().getPath().length()))
                    .filter(text -> !text.isEmpty())
                    .map(text -> text.startsWith("/") ? text : "/" + text)
                    .orElse("");
            if (files.getUri().getScheme().equals("file")) {
                java.nio.file.Path local = java.nio.file.Path.of(above.toUri().getPath());
                return "file:" + local.toRealPath() + rest;
            }
            return files.resolvePath(above) + rest;
        }
    }
}
