package org.bitadapt.runtime.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyFileTest {

    private static final LatencyHeader HEADER = new LatencyHeader("test", "machine", "jvm", "vector", 1, "2026-01-01");
    private static final List<LayerShape> SHAPES =
            ShapeGrid.of(PackedLayers.of(SmallNetworks.residual().network()), new GridSteps(16, 16), 8);

    @TempDir
    private Path folder;

    private final List<LayerShape> timed = new ArrayList<>();
    private final LayerTimer timer = shape -> {
        timed.add(shape);
        return new Measurement(shape.inputs() / 3.0, 0.1, 11, 2);
    };

    @Test
    void whatIsRecordedIsRead() throws IOException {
        Path file = folder.resolve("table.csv");
        LatencyFile recorded = record(file);
        assertThat(LatencyFile.read(file)).isEqualTo(recorded);
        assertThat(recorded.rows()).extracting(LatencyRow::shape).isEqualTo(SHAPES);
        assertThat(Files.readString(file)).isEqualTo(recorded.text());
    }

    /** A table of a time when weights had 1 or 8 bits, and a line of a layer of two sign planes. */
    @Test
    void olderTablesKeepTheirBytesAndPlanesAreBitsOfWeights() {
        String before = """
                # {"target":"laptop","unit":"us","machine":"m","jvm":"j","engine":"vector","threads":1,"date":"2025-01-01"}
                kind,inputs,outputs,kernel,stride,padding,height,width,weight_bits,input_kind,output_kind,residual_kind,\
                median_us,spread_us,runs,outliers
                CONVOLUTION,3,16,3,1,1,9,7,8,PIXELS,CODES,NONE,12.5,0.25,100,3
                CONVOLUTION,16,24,3,1,1,4,3,1,CODES,CODES,NONE,7.0,0.5,11,0
                """;
        LatencyFile table = LatencyFile.parse(before, "table.csv");
        assertThat(table.text()).isEqualTo(before);
        String after = before + "CONVOLUTION,16,24,3,1,1,4,3,2,CODES,CODES,NONE,13.0,0.5,11,0\n";
        LatencyFile more = LatencyFile.parse(after, "table.csv");
        assertThat(more.text()).isEqualTo(after);
        assertThat(more.rows())
                .extracting(row -> row.shape().geometry().weightBits())
                .containsExactly(8, 1, 2);
    }

    @Test
    void aFileThatWasCutOffIsContinued() throws IOException {
        Path whole = folder.resolve("whole.csv");
        record(whole);
        String text = Files.readString(whole);
        Path file = folder.resolve("table.csv");
        Files.writeString(file, text.substring(0, text.length() / 2));
        int known = LatencyFile.read(file).rows().size();
        timed.clear();

        record(file);

        assertThat(timed).isEqualTo(SHAPES.subList(known, SHAPES.size()));
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void progressCountsWhatIsMissing() throws IOException {
        List<String> heard = new ArrayList<>();
        LatencyRecorder recorder = new LatencyRecorder(timer, (done, total) -> heard.add(done + "/" + total));
        recorder.record(folder.resolve("table.csv"), HEADER, SHAPES.subList(0, 2));
        recorder.record(folder.resolve("table.csv"), HEADER, SHAPES.subList(0, 3));
        assertThat(heard).containsExactly("1/2", "2/2", "1/1");
    }

    @Test
    void timesOfAnotherMachineAreNotMixedIn() throws IOException {
        Path file = folder.resolve("table.csv");
        record(file);
        LatencyHeader other = new LatencyHeader("test", "another", "jvm", "vector", 1, "2026-01-02");
        assertThatThrownBy(() -> new LatencyRecorder(timer, (done, total) -> {}).record(file, other, SHAPES))
                .hasMessageStartingWith("Invalid latency table to go on with: " + file + " was measured on");
        assertThat(timed).hasSameSizeAs(SHAPES);
    }

    @Test
    void onlyTheDateMayDiffer() throws IOException {
        Path file = folder.resolve("table.csv");
        LatencyHeader today = new LatencyHeader("a \"b\"", "back\\slash\t", "jvm", "vector", 1, "2026-01-01");
        LatencyHeader tomorrow = new LatencyHeader("a \"b\"", "back\\slash\t", "jvm", "vector", 1, "2026-01-02");
        LatencyRecorder recorder = new LatencyRecorder(timer, (done, total) -> {});
        recorder.record(file, today, SHAPES.subList(0, 1));
        assertThat(recorder.record(file, tomorrow, SHAPES.subList(0, 2)).rows()).hasSize(2);
        assertThat(Files.readAllLines(file).get(0))
                .isEqualTo("# {\"target\":\"a \\\"b\\\"\",\"unit\":\"us\",\"machine\":\"back\\\\slash\\u0009\","
                        + "\"jvm\":\"jvm\",\"engine\":\"vector\",\"threads\":1,\"date\":\"2026-01-01\"}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "CONVOLUTION,8,8,3,1,1,8,8,1,CODES,CODES,NONE,1,0,1; Invalid row: 15 columns (must be 16",
                "CONVOLUTION,8,8,3,1,3,8,8,1,CODES,CODES,NONE,1,0,1,0; Invalid padding: 3 (must be at most 2)",
                "CONVOLUTION,8,8,3,1,1,8,8,9,CODES,CODES,NONE,1,0,1,0; Invalid weight bits: 9 (must be 1 to 8, or 32)",
                "CONVOLUTION,8,x,3,1,1,8,8,1,CODES,CODES,NONE,1,0,1,0; Invalid outputs: x (must be a whole number)",
                "CONVOLUTION,8,0,3,1,1,8,8,1,CODES,CODES,NONE,1,0,1,0; Invalid channels: 8 to 0 (must be at least 1)",
                "MAX_POOL,8,4,2,2,0,8,8,0,CODES,CODES,NONE,1,0,1,0; Invalid channels of pooling: 8 to 4",
                "LINEAR,8,4,3,1,0,8,8,1,CODES,CODES,NONE,1,0,1,0; Invalid kernel: 3 (must be 0)",
                "POOL,8,4,2,2,0,8,8,0,CODES,CODES,NONE,1,0,1,0; Invalid kind: POOL (must be one of [CONVOLUTION",
                "MAX_POOL,8,8,2,2,0,8,8,0,CODES,CODES,NONE,-1,0,1,0; Invalid median_us: -1.0 (must be at least 0)",
                "MAX_POOL,8,8,2,2,0,8,8,0,CODES,CODES,NONE,NaN,0,1,0; Invalid median_us: NaN (must be at least 0)"
            })
    void badRowsAreNamedWithTheirLine(String row, String message) {
        String text = new LatencyFile(HEADER, List.of()).text() + row + "\n";
        assertThatThrownBy(() -> LatencyFile.parse(text, "here.csv"))
                .hasMessageStartingWith(message)
                .hasMessageEndingWith(", here.csv:3");
    }

    @Test
    void badHeadersAreNamed() {
        assertThatThrownBy(() -> LatencyFile.parse("kind,inputs\n", "here.csv"))
                .hasMessage("Invalid latency table: here.csv:1 (must start with '# ' and a JSON object)");
        String text = new LatencyFile(HEADER, List.of()).text();
        assertThatThrownBy(() -> LatencyFile.parse(text.replace("kind,", "sort,"), "here.csv"))
                .hasMessageStartingWith("Invalid column names: here.csv:2");
    }

    @Test
    void filesThatAreNoTablesAreLeftAlone() throws IOException {
        Path file = folder.resolve("notes.txt");
        Files.writeString(file, "mine\n", StandardOpenOption.CREATE);
        assertThatThrownBy(() -> record(file)).hasMessageStartingWith("Invalid latency table");
        assertThat(Files.readString(file)).isEqualTo("mine\n");
    }

    private LatencyFile record(Path file) throws IOException {
        return new LatencyRecorder(timer, (done, total) -> {}).record(file, HEADER, SHAPES);
    }
}
