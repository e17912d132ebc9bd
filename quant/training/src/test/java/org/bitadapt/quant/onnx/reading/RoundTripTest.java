package org.bitadapt.quant.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.util.Optional;
import org.bitadapt.quant.engine.contract.EngineOptions.Kind;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.onnx.OnnxExporter;
import org.bitadapt.quant.onnx.OnnxForm;
import org.bitadapt.quant.onnx.OnnxSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imported networks are exported, and exported networks imported, without a change of scores. */
class RoundTripTest {

    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @ValueSource(strings = {"residual-folded", "residual", "alexnet", "plain"})
    void scoresStayThoseOfPyTorch(String name) throws OrtException {
        TorchNetwork torch = TorchNetwork.named(name);
        ImportedNetwork imported = torch.imported();
        OnnxSource source = new OnnxSource(
                imported.spec(),
                imported.pixels(),
                OnnxImporter.defaultClasses(imported.spec().classes()),
                Buffers.direct(imported.parameters()));
        byte[] exported = OnnxExporter.export(source, OnnxForm.FAITHFUL);
        Scores.assertClose(
                OnnxRuntimeScores.ofCodes(exported, torch.shape(), torch.pixels()), torch.scores(), TOLERANCE);
        ImportedNetwork again =
                new OnnxImporter(Companions.NONE, InputNormalization.NONE, Optional.empty()).read(name, exported);
        assertThat(again.image().codes()).isTrue();
        assertThat(again.pixels().zeroPoints()).isEqualTo(imported.pixels().zeroPoints());
        Scores.assertClose(Scores.of(again, torch.pixels(), Kind.REFERENCE), torch.scores(), TOLERANCE);
    }
}
