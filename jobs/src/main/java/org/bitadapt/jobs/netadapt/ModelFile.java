package org.bitadapt.jobs.netadapt;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.train.TrainingStart;

/**
 * A network with its parameters and velocities as one file: a zip of {@code result.json} (how it was tuned), {@code
 * network.json}, {@code parameters.bin} and {@code velocities.bin}, the latter little-endian floats.
 *
 * <p>Nothing is compressed: trained floats hardly shrink, and a task has better things to do.
 */
final class ModelFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String RESULT = "result.json";

    private ModelFile() {}

    static void write(ProposalResult result, TrainingStart model, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.NO_COMPRESSION);
        put(zip, RESULT, JSON.writeValueAsBytes(result));
        put(zip, "network.json", NetworkJson.write(model.network()).getBytes(StandardCharsets.UTF_8));
        put(zip, "parameters.bin", bytes(model.parameters()));
        put(zip, "velocities.bin", bytes(model.velocities()));
        zip.finish();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0); // equal models make equal files
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] bytes(float[] values) {
        byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return bytes;
    }

    /** How the model was tuned; reads no more than it must. */
    static ProposalResult result(InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        return JSON.readValue(next(zip), ProposalResult.class);
    }

    /** The model. */
    static TrainingStart model(InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        next(zip);
        NetworkSpec network = NetworkJson.read(new String(next(zip), StandardCharsets.UTF_8));
        return new TrainingStart(network, floats(next(zip)), floats(next(zip)));
    }

    private static byte[] next(ZipInputStream zip) throws IOException {
        if (zip.getNextEntry() == null) {
            throw new IOException("The file of a model ends too soon");
        }
        return zip.readAllBytes();
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
