package org.bitadapt.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads tables with Python's {@code csv}, a reader that is not part of this project. */
public final class PythonCsv {

    private static final String READ = """
            import csv, json, sys
            with open(sys.argv[1], newline='', encoding='utf-8') as table:
                print(json.dumps(list(csv.reader(table, strict=True))))
            """;

    private PythonCsv() {}

    /** The rows of a file; skips the test where there is no {@code python3}. */
    public static List<List<String>> read(Path file) throws IOException, InterruptedException {
        assumeTrue(isThere(), "No python3: CSV is not read back by Python");
        Process process = new ProcessBuilder("python3", "-c", READ, file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[][] rows;
        try (var out = process.getInputStream()) {
            rows = new ObjectMapper().readValue(out.readAllBytes(), String[][].class);
        }
        assertThat(process.waitFor()).isZero();
        List<List<String>> table = new ArrayList<>();
        for (String[] row : rows) {
            table.add(Arrays.asList(row));
        }
        return table;
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
