package org.bitadapt.jobs.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.bitadapt.jobs.command.BadInputException;

/**
 * The folder in which a quickstart puts everything. A marker tells the folder from other folders, and lists every file
 * that the quickstart made: nothing else is ever deleted.
 */
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
     * @throws BadInputException if something is there
     */
    void create() throws IOException {
        if (Files.exists(path)) {
            throw new BadInputException(
                    "There is something at " + path, "Look at it, or give --overwrite to start anew.");
        }
        mark();
    }

    /**
     * Creates the folder, or deletes what an earlier quickstart made in it; files that others put beside it stay.
     *
     * @throws BadInputException if something else is there, or if the quickstart's own folders have a file that it did
     *     not make
     */
    void renew() throws IOException {
        if (Files.exists(path) && !isOurs()) {
            throw new BadInputException(
                    "Invalid --folder: " + path + " (must be empty, or what an earlier quickstart made)",
                    "Name another --folder, or delete it yourself.");
        }
        refuseForeign();
        for (String name : MADE) {
            Path made = path.resolve(name);
            if (Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
                FileUtils.forceDelete(made.toFile());
            }
        }
        mark();
    }

    private void refuseForeign() throws IOException {
        if (!Files.isRegularFile(path.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<String> listed = Files.readAllLines(path.resolve(MARKER));
        for (String file : files()) {
            if (!listed.contains(file)) {
                throw new BadInputException(
                        "Invalid --folder: " + path + " has " + file + ", which no quickstart made",
                        "Name another --folder, or take the file away.");
            }
        }
    }

    /** The relative names of all files in the quickstart's own folders, sorted; links are files. */
    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : MADE) {
            Path made = path.resolve(name);
            if (Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> found = Files.walk(made)) {
                    found.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                            .forEach(file -> files.add(path.relativize(file).toString()));
                }
            }
        }
        files.sort(null);
        return files;
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

    /** Writes the marker, which lists the files that were made so far. */
    void mark() throws IOException {
        Files.createDirectories(path);
        List<String> lines = new ArrayList<>(
                List.of("Made by bitadapt quickstart, which --overwrite lets begin anew; these files are its own:"));
        lines.addAll(files());
        Files.write(path.resolve(MARKER), lines);
    }

    /** The path of a file or folder in this folder. */
    String path(String name) {
        return path.resolve(name).toString();
    }
}
