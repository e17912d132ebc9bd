package org.bitadapt.runtime.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenWidthsTest {
    private static final Path MODEL = GoldenModels.FOLDER.resolve("model-v2.bnn");

    /** What {@code read_model.py}, which shares no code with the runtime, prints for the committed file. */
    private static final Map<Width, float[]> LOGITS = Map.of(
            new Width(1, 4), new float[] {0.21660161f, -1.8499999f, 10.830469f},
            new Width(1, 8), new float[] {-81.52246f, -155.38672f, 189.55762f},
            new Width(2, 8), new float[] {-49.69336f, -106.32422f, 118.24121f},
            new Width(4, 8), new float[] {-39.867188f, -85.0625f, 144.83008f});

    @Test
    void theWriterStillGivesVersion2() throws IOException {
        assertThat(GoldenWidths.model()).isEqualTo(Files.readAllBytes(MODEL));
    }

    @Test
    void theCommittedModelSaysWhatWasWritten() throws IOException {
        PackedModel model = PackedModel.load(MODEL);

        assertThat(model.widths()).isEqualTo(GoldenWidths.WIDTHS);
        assertThat(model.metadata().name()).isEqualTo("golden widths");
        assertThat(model.metadata().float32Bytes()).isEqualTo(4321);
        assertThat(model.classNames()).containsExactly("Katze", "\u72ac", "bird");
        assertThat(model.network().width()).isEqualTo(new Width(4, 8));
        assertThat(model.network().operations().get(4))
                .isEqualTo(Convolution.of(2, 5, 3).withPadding(1).withPlanes(4).withResidualValues(3));
        assertThat(model.network(new Width(1, 4)).operations().get(5))
                .isEqualTo(
                        Convolution.of(4, 5, 3).withPadding(1).withCodeBits(4).withResidualCodes(4, 0.125f));
        assertThat(model.network(new Width(2, 8)).operations().get(5))
                .isEqualTo(Convolution.of(4, 5, 3)
                        .withPadding(1)
                        .withPlanes(2)
                        .withCodeBits(6)
                        .withResidualCodes(4, 0.25f));
    }

    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void theCommittedModelStillGivesItsLogits(EngineChoice engine) throws IOException {
        PackedModel model = PackedModel.load(MODEL);
        byte[] pixels = new byte[model.inputShape().elements()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (89 * i + 31);
        }
        float[] logits = new float[3];
        try (Session session = model.openSession(SessionOptions.DEFAULT.withEngine(engine))) {
            for (Width width : GoldenWidths.WIDTHS) {
                session.use(width);
                session.run(pixels, logits);
                assertThat(logits).as(width.toString()).containsExactly(LOGITS.get(width));
            }
        }
    }

    @Test
    void aTrimmedModelIsWhatTheBuilderWritesForItsWidths() throws IOException {
        PackedModel model = PackedModel.load(MODEL);
        for (int chosen = 1; chosen < 1 << GoldenWidths.WIDTHS.size(); chosen++) {
            List<Width> kept = new ArrayList<>();
            for (int i = 0; i < GoldenWidths.WIDTHS.size(); i++) {
                if ((chosen >> i & 1) == 1) {
                    kept.add(GoldenWidths.WIDTHS.get(i));
                }
            }
            assertThat(model.trim(kept)).as(kept.toString()).isEqualTo(GoldenWidths.model(kept));
            assertThat(PackedModel.load(model.trim(kept)).widths()).isEqualTo(kept);
        }
    }

    /** The front of the file up to a chunk's end is the model with the widths so far; trimming tidies its table. */
    @Test
    void theFrontOfTheFileIsANarrowerModel() throws IOException {
        byte[] file = Files.readAllBytes(MODEL);
        List<ModelFile.ChunkSize> chunks =
                PackedNetworkReader.readFile(ByteBuffer.wrap(file)).chunks();
        assertThat(chunks).hasSize(3);
        List<Width> widths = new ArrayList<>();
        for (ModelFile.ChunkSize chunk : chunks) {
            widths.addAll(chunk.widths());
            PackedModel front = PackedModel.load(Arrays.copyOf(file, chunk.end()));
            assertThat(front.widths()).isEqualTo(widths);
            assertThat(front.describe().fileBytes()).isEqualTo(chunk.end());
            assertThat(front.trim(widths)).isEqualTo(GoldenWidths.model(widths));
        }
        assertThat(chunks.get(2).end()).isEqualTo(file.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "widths-front-only.bnn      | Invalid file length: ",
                "widths-cut-short.bnn       | Invalid file length: ",
                "widths-too-long.bnn        | Invalid file length: ",
                "widths-flipped-bit.bnn     | Invalid checksum: ",
                "widths-flipped-text.bnn    | Invalid checksum: ",
                "widths-reserved.bnn        | Invalid reserved field: 1 at byte 60 (must be 0)",
                "widths-no-chunks.bnn       | Invalid number of chunks: 0 at byte 40 (must be 1..7)",
                "widths-front-length.bnn    | Invalid length of the front part: ",
                "widths-metadata-length.bnn | Invalid length of the metadata: 2147483647 at byte 32 (must be within the file's ",
                "widths-descending.bnn      | Invalid weight bits of a chunk: 1 at byte ",
                "widths-no-maps.bnn         | Invalid map bits of a chunk: none at byte ",
                "widths-chunk-length.bnn    | Invalid lengths of chunk 2: 172 bytes of parameters, 4294967295 of weights (must be 172 and 53 for ",
                "widths-surplus.bnn         | Invalid weight bits of the widest width: 5 (must be 4, the most planes of a layer)",
                "widths-planes.bnn          | Invalid planes of weights: 8 (must be 0..7) in operation 1",
                "widths-code-bits.bnn       | Invalid bits of codes: 9 (must be 0..8) in operation 1",
                "widths-nan-multiplier.bnn  | Invalid multiplier of output channel 0: NaN (must be finite",
                "widths-weight-range.bnn    | Invalid 8-bit weight: -128 at 0 (must be -127..127) in operation 1",
                "widths-spare-bit.bnn       | Invalid spare weight bits: 1 (must be 0) in operation 4",
                "widths-gap.bnn             | Invalid alignment byte: 1 at byte "
            })
    void malformedFilesAreRefusedInOneLine(String name, String message) throws IOException {
        Path file = GoldenModels.FOLDER.resolve(name);
        assertThat(Files.readAllBytes(file)).isEqualTo(GoldenWidths.malformed().get(name));
        assertThatThrownBy(() -> PackedModel.load(file))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith(file + ": " + message)
                .hasMessageEndingWith("export the model again or copy the file anew")
                .hasMessageNotContaining("\n");
    }
}
