package org.bitadapt.netadapt.latency;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table as a file.
 *
 * @param header where it was measured
 * @param rows in the order of the file
 */
public record LatencyFile(LatencyHeader header, List<LatencyRow> rows) {

    private static final String COMMENT = "# ";
    private static final int HEADER_LINES = 2;

    public LatencyFile {
        rows = List.copyOf(rows);
    }

    /** The table in the file. */
    public LatencyTable table() {
        return new LatencyTable(header, rows);
    }

    /**
     * Reads a file. A last line without its end is what an interruption left, and is not read.
     *
     * @throws IllegalArgumentException if a line is not valid; says which
     * @throws IOException if the file cannot be read
     */
    public static LatencyFile read(Path file) throws IOException {
        return parse(Files.readString(file), file.toString());
    }

    /**
     * Reads the text of a file.
     *
     * @param where it comes from, for messages
     */
    public static LatencyFile parse(String text, String where) {
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(COMMENT)) {
            throw new IllegalArgumentException(
                    "Invalid latency table: " + where + ":1 (must start with '# ' and a JSON object)");
        }
        LatencyHeader header =
                at(where, 1, () -> LatencyHeader.fromJson(lines.get(0).substring(COMMENT.length())));
        if (lines.size() < HEADER_LINES || !lines.get(1).equals(LayerColumns.names())) {
            throw new IllegalArgumentException(
                    "Invalid column names: " + where + ":2 (must be " + LayerColumns.names() + ")");
        }
        List<LatencyRow> rows = new ArrayList<>();
        for (int i = HEADER_LINES; i < lines.size(); i++) {
            String line = lines.get(i);
            rows.add(at(where, i + 1, () -> LayerColumns.row(line)));
        }
        return new LatencyFile(header, rows);
    }

    private static <T> T at(String where, int line, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", " + where + ":" + line, e);
        }
    }

    /** The text of the file. */
    public String text() {
        StringBuilder text = new StringBuilder(start(header));
        rows.forEach(row -> text.append(LayerColumns.text(row)).append('\n'));
        return text.toString();
    }

    private static String start(LatencyHeader header) {
        return COMMENT + header.toJson() + "\n" + LayerColumns.names() + "\n";
    }

    /**
     * Opens a file to go on with it, or makes it.
     *
     * @param header of the measurements to come
     * @return what is in it; after this the file ends with a whole line
     * @throws IllegalArgumentException if it was measured elsewhere or otherwise, or is not valid
     */
    static LatencyFile resume(Path file, LatencyHeader header) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            Files.writeString(file, start(header));
            return new LatencyFile(header, List.of());
        }
        LatencyFile found = read(file);
        if (!found.header.comparable(header)) {
            throw new IllegalArgumentException("Invalid latency table to go on with: " + file + " was measured on "
                    + found.header + " (must be " + header + "; use another file)");
        }
        cutTornLine(file);
        return found;
    }

    private static void cutTornLine(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (bytes[end - 1] != '\n') {
            end--;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
    }

    /** A writer that adds whole lines to a file. */
    static BufferedWriter append(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }
}
