package org.bitadapt.jobs.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.bitadapt.jobs.command.BadInputException;

/** Where a quickstart puts everything. A marker tells it from folders of others, in which nothing is deleted. */
record QuickstartFolder(Path path) {

    static final String IMAGES = "images";
    static final String DATA = "data";
    static final String FLOAT32 = "float32";
    static final String BINARY = "binary";
    static final String MODEL = "quickstart.bnn";
    static final String PREDICTIONS = "predictions";

    private static final List<String> MADE = List.of(IMAGES, DATA, FLOAT32, BINARY, MODEL, PREDICTIONS);
    private static final String MARKER = ".quickstart";

    /**
     * Creates the folder.
     *
     * @throws BadInputException if there is something
     */
    void create() throws IOException {
        if (Files.exists(path)) {
            throw new BadInputException(
                    "There is something at " + path, "Look at it, or give --overwrite to start anew.");
        }
        mark();
    }

    /**
     * Creates the folder, or deletes what an earlier quickstart made in it; what others put there stays.
     *
     * @throws BadInputException if there is something else
     */
    void renew() throws IOException {
        if (Files.exists(path) && !isOurs()) {
            throw new BadInputException(
                    "Invalid --folder: " + path + " (must be empty, or what an earlier quickstart made)",
                    "Name another --folder, or delete it yourself.");
        }
        for (String name : MADE) {
            Path made = path.resolve(name);
            if (Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
                FileUtils.forceDelete(made.toFile());
            }
        }
        mark();
    }

    private boolean isOurs() throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> content = Files.list(path)) {
            return Files.isRegularFile(path.resolve(MARKER))
                    || content.findAny().isEmpty();
        }
    }

    private void mark() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve(MARKER), "Made by bitadapt quickstart, which --overwrite lets begin anew.\n");
    }

    /** Something in it. */
    String path(String name) {
        return path.resolve(name).toString();
    }
}
