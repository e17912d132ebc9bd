package org.bitadapt.jobs.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.files.TextFiles;

/**
 * The files of a table of predictions: {@code _predictions.json} lists the files with their lengths, and so proves
 * which of a folder's files are the table's. Spark and other readers leave out files whose names begin with an
 * underscore.
 */
final class PredictionFiles {

    static final String LIST = "_predictions.json";

    private static final String SUCCESS = "_SUCCESS";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileSystem files;
    private final Path folder;

    PredictionFiles(FileSystem fileSystem, Path folder) {
        // Hadoop's local file system hides its checksum files.
        this.files = fileSystem instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : fileSystem;
        this.folder = folder;
    }

    /** Writes the list of what is in the folder. */
    void list() throws IOException {
        ObjectNode list = JSON.createObjectNode();
        ArrayNode entries = list.putArray("files");
        for (FileStatus file : files.listStatus(folder)) {
            entries.addObject().put("name", file.getPath().getName()).put("bytes", file.getLen());
        }
        try (OutputStream out = files.create(new Path(folder, LIST))) {
            out.write((list.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The first file or folder by name that is not proved to be a table's; empty for a table, or an empty folder. */
    Optional<String> foreign() throws IOException {
        if (!files.getFileStatus(folder).isDirectory()) {
            return Optional.of(folder.getName());
        }
        Set<String> listed = listed();
        return Arrays.stream(files.listStatus(folder))
                .filter(file -> !file.isFile() || !listed.contains(entry(file)))
                .map(file -> file.getPath().getName())
                .filter(name -> listed.isEmpty() || !isOwn(name))
                .sorted()
                .findFirst();
    }

    private static boolean isOwn(String name) {
        return name.equals(LIST) || name.equals(SUCCESS);
    }

    private static String entry(FileStatus file) {
        return file.getPath().getName() + "/" + file.getLen();
    }

    /** The names and lengths that the list has; none if there is no list. */
    private Set<String> listed() throws IOException {
        Path list = new Path(folder, LIST);
        if (!files.exists(list) || !files.getFileStatus(list).isFile()) {
            return Set.of();
        }
        Set<String> entries = new HashSet<>();
        try {
            JSON.readTree(TextFiles.read(list, files.getConf()))
                    .path("files")
                    .forEach(file -> entries.add(file.path("name").asText() + "/"
                            + file.path("bytes").asLong(-1)));
        } catch (JsonProcessingException | BadInputException e) {
            return Set.of();
        }
        return entries;
    }

    /**
     * Deletes a table.
     *
     * @throws IOException if something else is in the table's folder, which stays
     */
    void delete() throws IOException {
        Optional<String> other = foreign();
        if (other.isPresent()) {
            throw new IOException("Not all of " + folder + " is a table of predictions: " + other.get() + " is kept");
        }
        List<Path> own = new ArrayList<>();
        for (FileStatus file : files.listStatus(folder)) {
            own.add(file.getPath());
        }
        for (Path file : own) {
            files.delete(file, false);
        }
        files.delete(folder, false);
    }
}
