package org.bitadapt.runtime.latency;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The contents of a table's file.
 *
 * @param header the JSON object of a {@link LatencyHeader}, on one line; not parsed here
 * @param rows the measured shapes, in the order of the file
 */
public record LatencyFile(String header, List<LatencyRow> rows) implements Serializable {

    private static final String COMMENT = "# ";
    private static final int HEADER_LINES = 2;

    /** Copies the rows. */
    public LatencyFile {
        rows = List.copyOf(rows);
    }

    /**
     * Makes a table of a header and measured rows.
     *
     * @param header where and how the rows were measured
     * @param rows the measured shapes, in the order of the file
     */
    public LatencyFile(LatencyHeader header, List<LatencyRow> rows) {
        this(header.json(), rows);
    }

    /**
     * Reads a file. A last line without a line feed was left by an interruption, and is not read.
     *
     * @param file a table
     * @return the table's header and rows
     * @throws IllegalArgumentException if a line is not valid; the message names the line
     * @throws IOException if the file cannot be read
     */
    public static LatencyFile read(Path file) throws IOException {
        return parse(Files.readString(file), file.toString());
    }

    /**
     * Reads the text of a file.
     *
     * @param text a table
     * @param where the place that the text comes from, for messages
     * @return the table's header and rows
     * @throws IllegalArgumentException if a line is not valid; the message names the line
     */
    public static LatencyFile parse(String text, String where) {
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(COMMENT + "{")) {
            throw new IllegalArgumentException(
                    "Invalid latency table: " + where + ":1 (must start with '# ' and a JSON object)");
        }
        if (lines.size() < HEADER_LINES || !lines.get(1).equals(LayerColumns.names())) {
            throw new IllegalArgumentException(
                    "Invalid column names: " + where + ":2 (must be " + LayerColumns.names() + ")");
        }
        List<LatencyRow> rows = new ArrayList<>();
        for (int i = HEADER_LINES; i < lines.size(); i++) {
            rows.add(row(lines.get(i), where + ":" + (i + 1)));
        }
        return new LatencyFile(lines.get(0).substring(COMMENT.length()), rows);
    }

    private static LatencyRow row(String line, String place) {
        try {
            return LayerColumns.row(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", " + place, e);
        }
    }

    /**
     * The text of the file.
     *
     * @return whole lines, each with its line feed
     */
    public String text() {
        StringBuilder text = new StringBuilder(COMMENT + header + "\n" + LayerColumns.names() + "\n");
        rows.forEach(row -> text.append(LayerColumns.text(row)).append('\n'));
        return text.toString();
    }

    /**
     * Reads a file to go on with it, or makes a new file.
     *
     * @param header the header of the measurements to come
     * @return the file's contents; after the call the file ends with a whole line
     * @throws IllegalArgumentException if the file's rows were measured on another machine or in another way, or the
     *     file is not valid
     */
    static LatencyFile resume(Path file, LatencyHeader header) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            LatencyFile empty = new LatencyFile(header, List.of());
            Files.writeString(file, empty.text());
            return empty;
        }
        LatencyFile found = read(file);
        if (!header.comparable(found.header)) {
            throw new IllegalArgumentException("Invalid latency table to go on with: " + file + " was measured on "
                    + found.header + " (must be " + header.json() + " but for the date; use another file)");
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
