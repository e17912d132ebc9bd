package org.bitadapt.jobs.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.jobs.config.TrainConfig;
import org.bitadapt.jobs.train.SteppedTraining;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.layer.Buffers;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * All that a training starts from, as files that {@code agree_torch.py} reads: network, settings, parameters, minibatches.
 *
 * @param train the settings of the training; learning rates and thresholds are left to the script
 * @param stepsPerEpoch the number of minibatches of an epoch
 * @param batch the number of images of a minibatch
 * @param threads the number of threads of the script
 * @param zeroPoints the code per channel at which a normalized pixel is 0
 * @param scale the value of one step of a code
 * @param slices the places where trained parameters lie
 */
record Exercise(
        TrainConfig train,
        int stepsPerEpoch,
        int batch,
        int threads,
        List<Integer> zeroPoints,
        float scale,
        List<Slice> slices) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The place of some parameters of a node in the parameter vector. */
    record Slice(String node, String role, int offset, int length) {}

    /**
     * Writes the files.
     *
     * @param training a training that has not taken a step yet
     */
    static void write(SteppedTraining training, Path folder) throws IOException {
        PixelNormalization pixels = training.engine().pixels();
        TrainConfig train = training.config().train();
        Exercise exercise = new Exercise(
                train,
                training.steps() / train.epochs(),
                training.config().data().batch(),
                training.config().resources().threads(),
                pixels.zeroPoints(),
                pixels.scale(),
                slices(training.layout()));
        JSON.writeValue(folder.resolve("exercise.json").toFile(), exercise);
        Files.writeString(
                folder.resolve("network.json"),
                NetworkJson.write(training.engine().network()));
        Files.write(folder.resolve("parameters.bin"), bytes(training.parameters()));
        writeMinibatches(training, folder);
    }

    private static List<Slice> slices(ParameterLayout layout) {
        return layout.slices().values().stream()
                .filter(slice -> slice.role().trained())
                .map(slice -> new Slice(
                        slice.node(), slice.role().name().toLowerCase(Locale.ROOT), slice.offset(), slice.length()))
                .toList();
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static void writeMinibatches(SteppedTraining training, Path folder) throws IOException {
        try (OutputStream pixels = stream(folder.resolve("pixels.bin"));
                OutputStream labels = stream(folder.resolve("labels.bin"))) {
            for (int step = 0; step < training.steps(); step++) {
                MultiDataSet minibatch = training.minibatch(step);
                ByteBuffer images = Buffers.bytes(minibatch.getFeatures(0));
                byte[] copy = new byte[images.remaining()];
                images.get(copy);
                pixels.write(copy);
                labels.write(labels(Buffers.floats(minibatch.getLabels(0)), training));
            }
        }
    }

    static OutputStream stream(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file));
    }

    private static byte[] labels(FloatBuffer oneHot, SteppedTraining training) {
        int classes = training.engine().network().classes();
        ByteBuffer labels = ByteBuffer.allocate(oneHot.remaining() / classes * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < oneHot.remaining(); i++) {
            if (oneHot.get(i) == 1) {
                labels.putInt(i % classes);
            }
        }
        return labels.array();
    }
}
