package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.spark.SparkSessions;
import org.bitadapt.quant.onnx.OnnxExporter;
import org.bitadapt.quant.onnx.OnnxForm;
import org.bitadapt.quant.onnx.OnnxSource;
import org.bitadapt.quant.pack.ModelPacker;
import org.bitadapt.runtime.PackedModel;

/**
 * The model that is measured.
 *
 * @param model the packed model
 * @param network the model's layers, in floating point
 */
record InferenceSubject(PackedModel model, NetworkSpec network) {

    private static final int CLASSES = 10;
    private static final int ZERO_POINT = 128;
    private static final float PIXEL_SCALE = 1 / 64f;

    /** The packed model that {@code --model} names. */
    static InferenceSubject ofModel(String location) throws IOException {
        PackedModel model =
                TrainedModel.openPacked(location, SparkSessions.hadoop()).model();
        return new InferenceSubject(model, PackedStructure.of(model.network()));
    }

    /** A named network with seeded weights, for images of the size that the network is usually given. */
    static InferenceSubject ofNetwork(String name) {
        NetworkSpec network = Networks.named(name, CLASSES);
        OnnxSource binary = source(PrecisionPolicy.BINARY.apply(network));
        byte[] file = ModelPacker.pack(binary.spec(), binary.pixels(), binary.classNames(), binary.parameters());
        return new InferenceSubject(PackedModel.load(file), network);
    }

    /** The model's layers as ONNX in 8 bits throughout, with seeded weights: no time depends on their values. */
    byte[] int8() {
        return OnnxExporter.export(source(PrecisionPolicy.BINARY.apply(network)), OnnxForm.FUSED);
    }

    /** The model's layers as ONNX in floating point, with seeded weights. */
    byte[] float32() {
        return OnnxExporter.export(source(PrecisionPolicy.FLOAT32.apply(network)), OnnxForm.FUSED);
    }

    private static OnnxSource source(NetworkSpec spec) {
        FloatBuffer parameters = SyntheticParameters.of(spec);
        List<String> classes =
                IntStream.range(0, spec.classes()).mapToObj(Integer::toString).toList();
        List<Integer> zeroPoints = Collections.nCopies(spec.input().channels(), ZERO_POINT);
        return new OnnxSource(spec, new PixelNormalization(zeroPoints, PIXEL_SCALE), classes, parameters);
    }
}
