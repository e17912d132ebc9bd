package org.bitadapt.jobs.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bitadapt.jobs.files.ProjectFiles;

/**
 * A Zeppelin note.
 *
 * @param file the name of the note's file
 * @param json the whole content of the note
 */
record Notebook(String file, JsonNode json) {

    private static final Path FOLDER = ProjectFiles.at("deploy/zeppelin");
    private static final String SCALA = "%spark\n";

    static List<Notebook> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".zpln"))
                    .sorted()
                    .map(Notebook::read)
                    .toList();
        }
    }

    private static Notebook read(Path file) {
        try {
            return new Notebook(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> paragraphs() {
        return StreamSupport.stream(json.get("paragraphs").spliterator(), false).toList();
    }

    /** The Scala paragraphs, without the line that names the interpreter. */
    List<String> scala() {
        return paragraphs().stream()
                .map(paragraph -> paragraph.get("text").textValue())
                .filter(text -> text.startsWith(SCALA))
                .map(text -> text.substring(SCALA.length()))
                .toList();
    }

    @Override
    public String toString() {
        return file;
    }
}
