package org.bitadapt.jobs.benchmark;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.Map;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.quant.onnx.OnnxExporter;

/** A network in ONNX Runtime, in this process. */
final class OnnxRuntimePeer implements ContestantTurns.Contestant, AutoCloseable {

    private final OrtSession session;
    private final OnnxTensor input;

    private OnnxRuntimePeer(OrtSession session, OnnxTensor input) {
        this.session = session;
        this.input = input;
    }

    /**
     * Refuses to go on where ONNX Runtime is missing.
     *
     * @throws BadInputException if ONNX Runtime is missing; the error has the remedy
     */
    static void require() {
        try {
            Class.forName("ai.onnxruntime.OrtEnvironment");
        } catch (ClassNotFoundException e) {
            throw new BadInputException(
                    "No ONNX Runtime on the class path",
                    "Start by deploy/bin/bitadapt, which adds it, or give spark-submit its jar by --driver-class-path.",
                    e);
        }
    }

    /**
     * Opens a network with all of ONNX Runtime's optimizations.
     *
     * @param model an ONNX file
     * @param image the shape of the network's images
     * @param planes the images of a batch, {@code [image][channel][y][x]}, direct
     * @param threads the number of threads that work on one call
     */
    static OnnxRuntimePeer open(byte[] model, Shape image, ByteBuffer planes, int threads) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            long[] shape = {planes.capacity() / image.size(), image.channels(), image.height(), image.width()};
            return new OnnxRuntimePeer(
                    environment.createSession(model, options),
                    OnnxTensor.createTensor(environment, planes, shape, OnnxJavaType.UINT8));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the network: " + e.getMessage(), e);
        }
    }

    @Override
    public void run() {
        try {
            session.run(Map.of(OnnxExporter.INPUT, input)).close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        input.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }
}
