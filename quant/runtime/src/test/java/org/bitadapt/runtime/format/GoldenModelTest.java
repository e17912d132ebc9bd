package org.bitadapt.runtime.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenModelTest {
    private static final Path MODEL = GoldenModels.FOLDER.resolve("model-v1.bnn");

    @Test
    void theWriterStillGivesVersion1() throws IOException {
        assertThat(GoldenModels.model()).isEqualTo(Files.readAllBytes(MODEL));
    }

    @Test
    void theCommittedModelSaysWhatWasWritten() throws IOException {
        PackedModel model = PackedModel.load(MODEL);

        assertThat(model.metadata().name()).isEqualTo("golden");
        assertThat(model.metadata().writer()).isEqualTo("bitadapt 0.1.0");
        assertThat(model.metadata().float32Bytes()).isEqualTo(123_456);
        assertThat(model.classNames()).containsExactly("Katze", "犬", "bird");
        assertThat(model.metadata().properties())
                .containsEntry("training.seed", "42")
                .containsEntry("empty", "");
        assertThat(model.inputShape()).isEqualTo(new SlotShape(3, 9, 8));
        assertThat(model.network().operations().get(4))
                .isEqualTo(Convolution.of(2, 10, 3).withPadding(1).withResidualValues(3));
        assertThat(model.network().operations().get(5))
                .isEqualTo(Convolution.of(4, 10, 3).withPadding(1).withResidualCodes(4, 0.75f));
    }

    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void theCommittedModelStillGivesItsLogits(EngineChoice engine) throws IOException {
        PackedModel model = PackedModel.load(MODEL);
        byte[] pixels = new byte[model.inputShape().elements()];
        new Random(1).nextBytes(pixels);
        float[] logits = new float[3];
        try (Session session = model.openSession(SessionOptions.DEFAULT.withEngine(engine))) {
            session.run(pixels, logits);
        }
        assertThat(logits).containsExactly(GOLDEN_LOGITS);
    }

    private static final float[] GOLDEN_LOGITS = {823.8619f, 45.147125f, -58.597263f};

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "empty.bnn           | Invalid model file: 0 bytes (must be at least 64)",
                "header-cut.bnn      | Invalid model file: 40 bytes (must be at least 64)",
                "cut-short.bnn       | Invalid file length: ",
                "too-long.bnn        | Invalid file length: ",
                "text-transfer.bnn   | Invalid model file: begins with 89424e4e0a0a1a0a (must begin with 89424e4e0d0a1a0a, ",
                "flipped-bit.bnn     | Invalid checksum: ",
                "reserved.bnn        | Invalid reserved field: 1 at byte 60 (must be 0)",
                "section-length.bnn  | Invalid length of the weights: 2147483647 at byte 44",
                "operation-count.bnn | Invalid section length: the next field needs 1 bytes and 0 are left",
                "operation-kind.bnn  | Invalid kind of operation: 9 (must be 1..4) in operation 0",
                "residual-scale.bnn  | Invalid residual scale: -0.0 (must be +0 because there is no residual) in operation 1",
                "nan-multiplier.bnn  | Invalid multiplier of output channel 0: NaN (must be finite",
                "weight-range.bnn    | Invalid 8-bit weight: -128 at 0 (must be -127..127) in operation 1",
                "gap.bnn             | Invalid alignment byte: 1 at byte "
            })
    void malformedFilesAreRefusedInOneLine(String name, String message) throws IOException {
        Path file = GoldenModels.FOLDER.resolve(name);
        assertThat(Files.readAllBytes(file)).isEqualTo(GoldenModels.malformed().get(name));
        assertThatThrownBy(() -> PackedModel.load(file))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith(file + ": " + message)
                .hasMessageEndingWith("export the model again or copy the file anew")
                .hasMessageNotContaining("\n");
    }

    /** The message does not advise another export, which would give the same file. */
    @Test
    void aNewerModelNeedsANewerRuntime() throws IOException {
        Path file = GoldenModels.FOLDER.resolve("version-3.bnn");
        assertThat(Files.readAllBytes(file)).isEqualTo(GoldenModels.malformed().get("version-3.bnn"));
        assertThatThrownBy(() -> PackedModel.load(file))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage(file + ": Invalid format version: 3 at byte 8 (must be 1 or 2; a newer file needs a"
                        + " newer runtime)");
    }

    @Test
    void aFileThatIsNotThereIsNotAnInvalidModel(@TempDir Path folder) {
        assertThatThrownBy(() -> PackedModel.load(folder.resolve("none.bnn"))).isInstanceOf(IOException.class);
    }
}
