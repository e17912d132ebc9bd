package org.bitadapt.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.InvalidModelException;
import org.bitadapt.runtime.format.Metadata;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.PackedNetworkReader;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.image.Fit;

/** A packed model, ready to run. A model is immutable: threads share it, each with a session of its own. */
public final class PackedModel {
    private final PackedNetwork network;
    private final Fit fit;
    private final Map<EngineChoice, PreparedNetwork> prepared = new EnumMap<>(EngineChoice.class);

    private PackedModel(PackedNetwork network) {
        this.network = network;
        this.fit = fit(network.metadata());
    }

    private static Fit fit(Metadata metadata) {
        String word = metadata.properties().get(Fit.PROPERTY);
        try {
            return word == null ? Fit.CROP : Fit.of(word);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(e.getMessage());
        }
    }

    /**
     * Maps a model file into memory and validates it.
     *
     * @param path a {@code .bnn} file, which must not change while the model is in use
     * @return the model
     * @throws InvalidModelException if the file breaks a rule of the format
     * @throws IOException if the file cannot be read
     */
    public static PackedModel load(Path path) throws IOException {
        return new PackedModel(PackedNetworkReader.read(path));
    }

    /**
     * Validates a model held in memory, for example a model that was broadcast.
     *
     * @param file the bytes of a {@code .bnn} file, which are shared and must not change afterwards
     * @return the model
     * @throws InvalidModelException if the bytes break a rule of the format
     */
    public static PackedModel load(byte[] file) {
        return load(ByteBuffer.wrap(file));
    }

    /**
     * Validates a model held in memory.
     *
     * @param file the bytes of a {@code .bnn} file, from position to limit, which are shared and must not change
     *     afterwards
     * @return the model
     * @throws InvalidModelException if the bytes break a rule of the format
     */
    public static PackedModel load(ByteBuffer file) {
        return new PackedModel(PackedNetworkReader.read(file));
    }

    /**
     * The image that the model takes.
     *
     * @return channels, height, width
     */
    public SlotShape inputShape() {
        return network.input().shape();
    }

    /**
     * How pictures are brought to the model's input shape, as in training.
     *
     * @return what the property {@link Fit#PROPERTY} says; {@link Fit#CROP} if the model lacks the property
     */
    public Fit fit() {
        return fit;
    }

    /**
     * The names of the classes.
     *
     * @return one name per logit, or an empty list if the model names no classes
     */
    public List<String> classNames() {
        return network.metadata().classNames();
    }

    /**
     * The number of logits.
     *
     * @return classes
     */
    public int classes() {
        return network.classes();
    }

    /**
     * What the model says about itself.
     *
     * @return name, writer, original size, classes, properties
     */
    public Metadata metadata() {
        return network.metadata();
    }

    /**
     * The operations, slots and numbers of the file.
     *
     * @return the validated network
     */
    public PackedNetwork network() {
        return network;
    }

    /**
     * What is in the file.
     *
     * @return bytes per section and per layer
     */
    public ModelDescription describe() {
        return ModelDescription.of(network);
    }

    /**
     * Makes a session. Sessions share the model's weights; each has feature maps of its own.
     *
     * @param options engine and threads
     * @return a session for one caller at a time
     * @throws UnavailableEngineException if this JVM does not have the engine
     * @throws IllegalArgumentException if the engine cannot hold the model; {@link EngineChoice#AUTO} always can
     */
    public Session openSession(SessionOptions options) {
        PreparedNetwork form = prepared(options.engine());
        return new Session(this, form::engineName, form.open(options.threads()));
    }

    private synchronized PreparedNetwork prepared(EngineChoice choice) {
        PreparedNetwork known = prepared.get(choice);
        if (known == null) {
            known = Engines.prepare(choice, network, this::prepared);
            prepared.put(choice, known);
        }
        return known;
    }
}
