package org.bitadapt.quant.onnx.reading;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import org.bitadapt.common.network.Shape;

/** Scores that ONNX Runtime computes from a file, which is the oracle of graphs that are made by hand. */
final class OnnxRuntimeScores {

    private OnnxRuntimeScores() {}

    /**
     * Scores of pixels {@code [image][y][x][channel]}, normalized as a user would, in the order of the file's channels.
     *
     * @param mean by the file's channels
     * @param deviation by the file's channels
     * @param reversed whether the file's channels are blue, green, red
     */
    static double[][] of(
            byte[] file,
            Shape shape,
            boolean channelsLast,
            byte[] pixels,
            double unit,
            double[] mean,
            double[] deviation,
            boolean reversed)
            throws OrtException {
        int images = pixels.length / shape.size();
        float[] values = new float[pixels.length];
        int plane = shape.height() * shape.width();
        for (int i = 0; i < pixels.length; i++) {
            int image = i / shape.size();
            int position = i % shape.size() / shape.channels();
            int colour = i % shape.channels();
            int channel = reversed ? shape.channels() - 1 - colour : colour;
            int place = channelsLast ? position * shape.channels() + channel : channel * plane + position;
            double value = (Byte.toUnsignedInt(pixels[i]) * unit - mean[channel]) / deviation[channel];
            values[image * shape.size() + place] = (float) value;
        }
        long[] dims = channelsLast
                ? new long[] {images, shape.height(), shape.width(), shape.channels()}
                : new long[] {images, shape.channels(), shape.height(), shape.width()};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), dims)) {
            return run(environment, file, HandMade.IMAGE, input);
        }
    }

    /** Scores of pixels / 255. */
    static double[][] of(byte[] file, Shape shape, byte[] pixels) throws OrtException {
        double[] zeros = new double[shape.channels()];
        double[] ones = new double[shape.channels()];
        java.util.Arrays.fill(ones, 1);
        return of(file, shape, false, pixels, 1 / 255.0, zeros, ones, false);
    }

    /** Scores of codes {@code [image][channel][y][x]}, as files that we export read them. */
    static double[][] ofCodes(byte[] file, Shape shape, byte[] pixels) throws OrtException {
        int plane = shape.height() * shape.width();
        ByteBuffer planes = ByteBuffer.allocateDirect(pixels.length);
        for (int i = 0; i < pixels.length; i++) {
            int position = i % shape.size() / shape.channels();
            int channel = i % shape.channels();
            planes.put(i / shape.size() * shape.size() + channel * plane + position, pixels[i]);
        }
        long[] dims = {pixels.length / shape.size(), shape.channels(), shape.height(), shape.width()};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, planes, dims, OnnxJavaType.UINT8)) {
            return run(environment, file, "pixels", input);
        }
    }

    private static double[][] run(OrtEnvironment environment, byte[] file, String name, OnnxTensor input)
            throws OrtException {
        try (OrtSession session = environment.createSession(file);
                OrtSession.Result result = session.run(Map.of(name, input))) {
            float[][] scores = (float[][]) result.get(0).getValue();
            double[][] exact = new double[scores.length][scores[0].length];
            for (int i = 0; i < scores.length; i++) {
                for (int c = 0; c < scores[i].length; c++) {
                    exact[i][c] = scores[i][c];
                }
            }
            return exact;
        }
    }
}
