package org.bitadapt.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static final String[] PARTS = {
        "", "a", "\"", "\\", "\\\"", ",", "\r", "\n", "\r\n", " ", "\t", "'", ";", "é", "猫", "😀", "=1+1", "#", "\u2028"
    };

    @TempDir
    private Path folder;

    /** The examples of RFC 4180, section 2. */
    @Test
    void quotesStandWhereTheStandardHasThem() {
        assertThat(Csv.line(List.of("aaa", "b \r\nbb", "ccc"))).isEqualTo("aaa,\"b \r\nbb\",ccc");
        assertThat(Csv.line(List.of("aaa", "b\"bb", "ccc"))).isEqualTo("aaa,\"b\"\"bb\",ccc");
        assertThat(Csv.line(Arrays.asList(null, "", 0.1, 7))).isEqualTo(",,0.1,7");
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void pythonReadsWhatIsWritten(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        int columns = 1 + random.nextInt(4);
        List<List<String>> rows = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            List<String> row = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                row.add(PARTS[random.nextInt(PARTS.length)]
                        + PARTS[random.nextInt(PARTS.length)]
                        + PARTS[random.nextInt(PARTS.length)]);
            }
            rows.add(row);
            text.append(Csv.line(row)).append(Csv.END_OF_LINE);
        }
        Path file = Files.writeString(folder.resolve("table.csv"), text);
        assertThat(PythonCsv.read(file)).isEqualTo(rows);
    }
}
