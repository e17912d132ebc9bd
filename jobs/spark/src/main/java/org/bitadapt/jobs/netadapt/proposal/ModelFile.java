package org.bitadapt.jobs.netadapt.proposal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.model.EntryReader;
import org.bitadapt.jobs.model.EntryWriter;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.quant.engine.parameter.ParameterLayout;

/**
 * A network with its parameters and velocities as one file: a zip of {@code result.json} (how it was tuned), {@code
 * network.json}, {@code parameters.bin} and {@code velocities.bin}; the last two hold little-endian floats.
 */
final class ModelFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String RESULT = "result.json";
    private static final String NETWORK = "network.json";
    private static final String PARAMETERS = "parameters.bin";
    private static final String VELOCITIES = "velocities.bin";

    private static final int MOST_RESULT_BYTES = 1 << 20;
    private static final int MOST_NETWORK_BYTES = 4 << 20;

    private ModelFile() {}

    /** The entry {@code result.json}: a file does not hold its own path. */
    private record Result(
            String group,
            double accuracyBefore,
            double accuracy,
            double seconds,
            double arithmeticSeconds,
            String executor) {

        static Result of(Evaluation.Scored<StoredModel> scored) {
            StoredModel model = scored.model();
            return new Result(
                    scored.group(),
                    scored.accuracyBefore(),
                    scored.accuracy(),
                    model.seconds(),
                    model.arithmeticSeconds(),
                    model.executor());
        }

        Evaluation.Scored<StoredModel> at(String path) {
            return new Evaluation.Scored<>(
                    group, accuracyBefore, accuracy, new StoredModel(path, seconds, arithmeticSeconds, executor));
        }
    }

    static void write(Evaluation.Scored<StoredModel> scored, TrainingStart model, OutputStream out) throws IOException {
        EntryWriter entries = new EntryWriter(out);
        entries.bytes(RESULT, JSON.writeValueAsBytes(Result.of(scored)));
        entries.bytes(NETWORK, NetworkJson.write(model.network()).getBytes(StandardCharsets.UTF_8));
        entries.floats(PARAMETERS, FloatBuffer.wrap(model.parameters()));
        entries.floats(VELOCITIES, FloatBuffer.wrap(model.velocities()));
        entries.finish();
    }

    /**
     * How the model was tuned and scored; no more of the file is read.
     *
     * @param path the path by which the search knows the file
     */
    static Evaluation.Scored<StoredModel> scored(Path file, String path, Configuration hadoop) throws IOException {
        try (EntryReader entries = EntryReader.open(file, hadoop)) {
            return result(entries).at(path);
        }
    }

    private static Result result(EntryReader entries) throws IOException {
        byte[] json = entries.bytes(RESULT, MOST_RESULT_BYTES);
        try {
            return Optional.ofNullable(JSON.readValue(json, Result.class))
                    .orElseThrow(() -> entries.invalid(RESULT + ": null (must be an object)"));
        } catch (JsonProcessingException e) {
            throw entries.invalid(RESULT + ": " + e.getOriginalMessage());
        }
    }

    /** The network of the file with its parameters and velocities. */
    static TrainingStart model(Path file, Configuration hadoop) throws IOException {
        try (EntryReader entries = EntryReader.open(file, hadoop)) {
            entries.bytes(RESULT, MOST_RESULT_BYTES);
            byte[] json = entries.bytes(NETWORK, MOST_NETWORK_BYTES);
            NetworkSpec network = NetworkJson.read(new String(json, StandardCharsets.UTF_8));
            ParameterLayout layout = ParameterLayout.of(LoweredNetwork.of(network));
            entries.requireRoomFor(layout.size());
            float[] parameters = floats(entries, PARAMETERS, layout.size());
            float[] velocities = floats(entries, VELOCITIES, layout.trained());
            entries.requireEnd();
            requireCounts(entries, layout, parameters, velocities);
            return new TrainingStart(network, parameters, velocities);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadInputException("Invalid network: " + e.getMessage() + " in " + file, "", e);
        }
    }

    /** Refuses numbers of floats that do not fit the network; a model that starts at rest has no velocities. */
    private static void requireCounts(
            EntryReader entries, ParameterLayout layout, float[] parameters, float[] velocities) {
        boolean atRest = velocities.length == 0;
        if (parameters.length != layout.size() || !(atRest || velocities.length == layout.trained())) {
            throw entries.invalid(parameters.length + " parameters and " + velocities.length + " velocities (must be "
                    + layout.size() + " and " + layout.trained() + " or none)");
        }
    }

    private static float[] floats(EntryReader entries, String name, int most) throws IOException {
        float[] values = new float[most];
        int count = entries.floats(name, FloatBuffer.wrap(values));
        return count == most ? values : Arrays.copyOf(values, count);
    }
}
