package org.bitadapt.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.format.InvalidModelException;
import org.bitadapt.runtime.format.Metadata;
import org.bitadapt.runtime.format.ModelFile;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.PackedNetworkReader;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.image.Fit;

/**
 * A packed model at one width or several, ready to run. A model is immutable: threads share it, each with a session of
 * its own.
 */
public final class PackedModel {
    private final ModelFile file;
    private final PackedNetwork network;
    private final Fit fit;
    private final Map<Width, Map<EngineChoice, PreparedNetwork>> prepared = new HashMap<>();

    private PackedModel(ModelFile file) {
        this.file = file;
        this.network = file.widest();
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
        return new PackedModel(PackedNetworkReader.readFile(path));
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
        return new PackedModel(PackedNetworkReader.readFile(file));
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
     * The widths at which the model can run.
     *
     * @return at least one width, ascending
     */
    public List<Width> widths() {
        return file.widths();
    }

    /**
     * The operations, slots and numbers at the widest width.
     *
     * @return the validated network
     */
    public PackedNetwork network() {
        return network;
    }

    /**
     * The operations, slots and numbers at a width.
     *
     * @param width one of {@link #widths}
     * @return the validated network
     * @throws IllegalArgumentException if the model does not have the width
     */
    public PackedNetwork network(Width width) {
        return file.network(width);
    }

    /**
     * What is in the file.
     *
     * @return bytes per section and, at the widest width, per layer; and what each chunk adds
     */
    public ModelDescription describe() {
        return describe(network.width());
    }

    /**
     * What is in the file, as far as a width needs it.
     *
     * @param width one of {@link #widths}
     * @return bytes per section and per layer; and what each chunk adds that the width needs
     * @throws IllegalArgumentException if the model does not have the width
     */
    public ModelDescription describe(Width width) {
        return ModelDescription.of(network(width), file.chunks());
    }

    /**
     * The model with some of its widths, made without data: byte for byte the file that packing it with these widths
     * alone gives.
     *
     * @param kept the widths to keep, at least one of {@link #widths}
     * @return the bytes of a {@code .bnn} file
     * @throws IllegalArgumentException if no width is to be kept, or the model does not have a width
     */
    public byte[] trim(Collection<Width> kept) {
        return file.trim(kept);
    }

    /**
     * Makes a session that can run at all widths of the model, and begins at the widest. Sessions share the model's
     * weights; each has feature maps of its own.
     *
     * @param options engine and threads
     * @return a session for one caller at a time
     * @throws UnavailableEngineException if this JVM does not have the engine
     * @throws IllegalArgumentException if the engine cannot hold the model; {@link EngineChoice#AUTO} always can
     */
    public Session openSession(SessionOptions options) {
        return openSession(options, widths());
    }

    /**
     * Makes a session that can run at some widths of the model, and begins at the widest of them. A width that no
     * session has takes no memory for the weights in the order of the kernels.
     *
     * @param options engine and threads
     * @param widths the widths, at least one of {@link #widths}
     * @return a session for one caller at a time
     * @throws UnavailableEngineException if this JVM does not have the engine
     * @throws IllegalArgumentException if the model does not have a width, or the engine cannot hold the model;
     *     {@link EngineChoice#AUTO} always can
     */
    public Session openSession(SessionOptions options, Collection<Width> widths) {
        if (widths.isEmpty()) {
            throw new IllegalArgumentException("Invalid widths of a session: none (must be some of the model's widths "
                    + Width.words(widths()) + ")");
        }
        List<PreparedNetwork> forms = new ArrayList<>();
        List<Width> ascending = List.copyOf(new TreeSet<>(widths));
        ascending.forEach(width -> forms.add(prepared(options.engine(), file.network(width))));
        return new Session(this, ascending, forms, options.threads());
    }

    private synchronized PreparedNetwork prepared(EngineChoice choice, PackedNetwork atWidth) {
        Map<EngineChoice, PreparedNetwork> forms =
                prepared.computeIfAbsent(atWidth.width(), width -> new EnumMap<>(EngineChoice.class));
        PreparedNetwork known = forms.get(choice);
        if (known == null) {
            known = Engines.prepare(choice, atWidth, other -> prepared(other, atWidth));
            forms.put(choice, known);
        }
        return known;
    }
}
