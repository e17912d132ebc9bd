package org.bitadapt.jobs.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.quant.onnx.reading.InputImage;
import org.bitadapt.quant.onnx.reading.InputNormalization;

/**
 * The user's own file in ONNX Runtime, fed as the user says the network was trained. It shares no step with the import but
 * what the file says of its input.
 */
final class OnnxRuntimeModel implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final InputImage input;
    private final InputNormalization normalization;

    private OnnxRuntimeModel(
            OrtEnvironment environment, OrtSession session, InputImage input, InputNormalization normalization) {
        this.environment = environment;
        this.session = session;
        this.input = input;
        this.normalization = normalization;
    }

    /** Whether ONNX Runtime is on the class path. */
    static boolean isThere() {
        try {
            Class.forName("ai.onnxruntime.OrtEnvironment");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Opens a file.
     *
     * @throws BadInputException if ONNX Runtime refuses the file
     */
    static OnnxRuntimeModel open(OnnxModelFile file, InputImage input, InputNormalization normalization) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OrtSession session = file.local().isPresent()
                    ? environment.createSession(file.local().get().toString(), options)
                    : environment.createSession(file.bytes(), options);
            return new OnnxRuntimeModel(environment, session, input, normalization);
        } catch (OrtException e) {
            throw new BadInputException(
                    "ONNX Runtime refuses " + file.location() + ": " + e.getMessage(),
                    "Check the file with the program that exported it.",
                    e);
        }
    }

    /**
     * Computes what the file computes.
     *
     * @return {@code [image][class]}; of a file that takes a certain number of images, as many images as fill calls
     */
    double[][] scores(SampleImages images) {
        int batch = input.batch().orElse(1);
        double[][] scores = new double[images.count() / batch * batch][];
        for (int first = 0; first < scores.length; first += batch) {
            float[][] some = call(images.batch(first, batch), batch);
            for (int i = 0; i < batch; i++) {
                double[] row = new double[some[i].length];
                for (int c = 0; c < row.length; c++) {
                    row[c] = some[i][c];
                }
                scores[first + i] = row;
            }
        }
        return scores;
    }

    private float[][] call(ByteBuffer pixels, int batch) {
        Shape shape = input.shape();
        long[] dims = input.channelsLast()
                ? new long[] {batch, shape.height(), shape.width(), shape.channels()}
                : new long[] {batch, shape.channels(), shape.height(), shape.width()};
        try (OnnxTensor tensor = input.codes() ? codes(pixels, dims) : floats(pixels, dims);
                OrtSession.Result result = session.run(Map.of(input.name(), tensor))) {
            Object value = result.get(0).getValue();
            return value instanceof float[][] rows ? rows : flattened((OnnxTensor) result.get(0), batch);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    /** Scores that the file gives with dimensions of 1 around them. */
    private static float[][] flattened(OnnxTensor tensor, int batch) {
        FloatBuffer values = tensor.getFloatBuffer();
        float[][] rows = new float[batch][values.remaining() / batch];
        for (float[] row : rows) {
            values.get(row);
        }
        return rows;
    }

    private OnnxTensor codes(ByteBuffer pixels, long[] dims) throws OrtException {
        ByteBuffer placed = ByteBuffer.allocateDirect(pixels.remaining());
        for (int i = 0; i < pixels.remaining(); i++) {
            placed.put(place(i), pixels.get(i));
        }
        return OnnxTensor.createTensor(environment, placed, dims, OnnxJavaType.UINT8);
    }

    private OnnxTensor floats(ByteBuffer pixels, long[] dims) throws OrtException {
        float[] placed = new float[pixels.remaining()];
        int channels = input.shape().channels();
        for (int i = 0; i < placed.length; i++) {
            int channel = normalization.channel(i % channels, channels);
            placed[place(i)] = (float) normalization.of(Byte.toUnsignedInt(pixels.get(i)), channel);
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(placed), dims);
    }

    /** The place in the file's input of a number of {@code [image][y][x][channel]}, in which red is first. */
    private int place(int index) {
        Shape shape = input.shape();
        int channels = shape.channels();
        int channel = normalization.channel(index % channels, channels);
        int first = index / shape.size() * shape.size();
        int position = index % shape.size() / channels;
        return first
                + (input.channelsLast()
                        ? position * channels + channel
                        : channel * shape.height() * shape.width() + position);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }
}
