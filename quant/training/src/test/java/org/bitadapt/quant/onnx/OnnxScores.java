package org.bitadapt.quant.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.bitadapt.common.network.Shape;

/** The scores that ONNX Runtime computes from a file. */
final class OnnxScores {

    private OnnxScores() {}

    /** Scores of images {@code [image][y][x][channel]}. */
    static float[][] of(byte[] model, Shape image, byte[] pixels) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long images = pixels.length / image.size();
        long[] shape = {images, image.channels(), image.height(), image.width()};
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input =
                        OnnxTensor.createTensor(environment, planes(image, pixels), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(OnnxExporter.INPUT, input))) {
            return (float[][]) result.get(OnnxExporter.OUTPUT).orElseThrow().getValue();
        }
    }

    private static ByteBuffer planes(Shape image, byte[] pixels) {
        int plane = image.height() * image.width();
        ByteBuffer planes = ByteBuffer.allocateDirect(pixels.length).order(ByteOrder.nativeOrder());
        for (int i = 0; i < pixels.length; i++) {
            int position = i / image.channels() % plane;
            int channel = i % image.channels();
            planes.put(i / image.size() * image.size() + channel * plane + position, pixels[i]);
        }
        return planes;
    }
}
