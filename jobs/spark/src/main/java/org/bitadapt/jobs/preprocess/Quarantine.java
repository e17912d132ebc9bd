package org.bitadapt.jobs.preprocess;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A file of the records that could not be used, one JSON object a line: file, record, reason, length, and the raw bytes
 * in base64. Records longer than 1 MiB have no raw bytes there.
 */
final class Quarantine {

    private static final String FILE = "quarantine/rejected.jsonl";
    private static final int MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Quarantine() {}

    /** Writes the file into a data set's folder. */
    static void write(Path folder, Configuration configuration, Iterator<Reading.Rejected> rejected)
            throws IOException {
        Path file = new Path(folder, FILE);
        try (OutputStream out = file.getFileSystem(configuration).create(file)) {
            while (rejected.hasNext()) {
                Reading.Rejected record = rejected.next();
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("file", record.file());
                line.put("record", record.record());
                line.put("reason", record.message());
                line.put("length", record.raw().length);
                line.put("bytes", record.raw().length > MOST_BYTES ? new byte[0] : record.raw());
                out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
