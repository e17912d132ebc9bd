package org.bitadapt.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.Metadata;
import org.bitadapt.runtime.format.ModelFile;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.SectionLengths;
import org.bitadapt.runtime.format.Slot;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;

/**
 * What is in a model file.
 *
 * @param metadata what the model says about itself
 * @param fileBytes size of the file in bytes, as far as the width needs it
 * @param sections bytes of each section
 * @param layers the operations at a width, in the order of the file
 * @param width the width
 * @param chunks what each chunk adds to the file, as far as the width needs it
 */
public record ModelDescription(
        Metadata metadata,
        int fileBytes,
        SectionLengths sections,
        List<Layer> layers,
        Width width,
        List<ModelFile.ChunkSize> chunks) {
    /** Copies the lists. */
    public ModelDescription {
        layers = List.copyOf(layers);
        chunks = List.copyOf(chunks);
    }

    /**
     * The description of one operation.
     *
     * @param number the number of the operation and of the slot that it writes
     * @param kind what the operation does, in words
     * @param inputs the slots that the operation reads
     * @param output the slot that the operation writes
     * @param weights number of weights
     * @param weightBytes bytes of the packed weights
     * @param parameterBytes bytes of multipliers, offsets and, outside of the record, residual scale at the width
     * @param multiplyAccumulates products per image
     */
    public record Layer(
            int number,
            String kind,
            List<Integer> inputs,
            Slot output,
            long weights,
            int weightBytes,
            int parameterBytes,
            long multiplyAccumulates) {}

    static ModelDescription of(PackedNetwork network, List<ModelFile.ChunkSize> chunks) {
        List<Layer> layers = new ArrayList<>();
        for (int number = 0; number < network.operations().size(); number++) {
            layers.add(layer(network, number));
        }
        return new ModelDescription(
                network.metadata(),
                network.fileBytes(),
                network.sectionLengths(),
                layers,
                network.width(),
                chunks.stream()
                        .filter(chunk -> chunk.end() <= network.fileBytes())
                        .toList());
    }

    private static Layer layer(PackedNetwork network, int number) {
        Operation operation = network.operations().get(number);
        Slot output = network.slots().get(number);
        if (!(operation instanceof Convolution convolution)) {
            return new Layer(number, kind(operation), operation.inputs(), output, 0, 0, 0, 0);
        }
        long weights = (long) network.weightsPerOutput(number) * convolution.outputChannels();
        return new Layer(
                number,
                kind(convolution),
                convolution.inputs(),
                output,
                weights,
                network.weightBytes(number),
                network.parameterBytes(number),
                weights * output.shape().pixels());
    }

    private static String kind(Operation operation) {
        if (operation instanceof Convolution c) {
            return String.format(
                    Locale.ROOT,
                    "convolution %s %dx%d/%d pad %d%s",
                    c.weightType() == WeightType.INT8 ? "8-bit" : c.planes() + "-bit",
                    c.kernelHeight(),
                    c.kernelWidth(),
                    c.stride(),
                    c.padding(),
                    c.residual().isPresent() ? " + residual" : "");
        }
        if (operation instanceof Operation.MaxPool pool) {
            return String.format(
                    Locale.ROOT,
                    "max pool %dx%d/%d pad %d",
                    pool.kernel(),
                    pool.kernel(),
                    pool.stride(),
                    pool.padding());
        }
        return operation instanceof Operation.GlobalSum ? "global sum" : "input";
    }

    /**
     * How many times smaller the file is than the float32 weights.
     *
     * @return float32 bytes / file bytes; 0 if the original's size is unknown
     */
    public double ratio() {
        return (double) metadata.float32Bytes() / fileBytes;
    }

    /**
     * All products of one image.
     *
     * @return multiply-accumulates
     */
    public long multiplyAccumulates() {
        return layers.stream().mapToLong(Layer::multiplyAccumulates).sum();
    }

    /**
     * A table for people: a line per operation, then the sections and the totals.
     *
     * @return lines separated by line feeds
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "model %s, written by %s%n%4s  %-36s %-9s %-4s %-14s %12s %10s %10s %14s%n",
                metadata.name(),
                metadata.writer().isEmpty() ? "an unnamed program" : metadata.writer(),
                "slot",
                "operation",
                "reads",
                "type",
                "shape",
                "weights",
                "bytes",
                "scales",
                "MACs"));
        for (Layer layer : layers) {
            text.append(String.format(
                    Locale.ROOT,
                    "%4d  %-36s %-9s %-4s %-14s %,12d %,10d %,10d %,14d%n",
                    layer.number(),
                    layer.kind(),
                    layer.inputs().toString(),
                    layer.output().type(),
                    layer.output().shape(),
                    layer.weights(),
                    layer.weightBytes(),
                    layer.parameterBytes(),
                    layer.multiplyAccumulates()));
        }
        text.append(String.format(
                Locale.ROOT,
                "bytes: file %,d = metadata %,d + operations %,d + scales %,d + weights %,d + header and alignment; %,d MACs%n",
                fileBytes,
                sections.metadata(),
                sections.operations(),
                sections.parameters(),
                sections.weights(),
                multiplyAccumulates()));
        if (!width.equals(Width.BINARY) || chunks.size() > 1) {
            appendWidths(text);
        }
        if (metadata.float32Bytes() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "float32 weights: %,d bytes, %.2f times the file%n",
                    metadata.float32Bytes(),
                    ratio()));
        }
        return text.toString();
    }

    /** A line for each chunk; layers are at the width that the last line says. */
    private void appendWidths(StringBuilder text) {
        for (ModelFile.ChunkSize chunk : chunks) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s-bit weights with maps of %s bits: scales %,d + weights %,d bytes, with all before %,d bytes%n",
                    chunk.widths().get(0).weights(),
                    chunk.widths().stream()
                            .map(each -> Integer.toString(each.maps()))
                            .collect(Collectors.joining(", ")),
                    chunk.parameters(),
                    chunk.weights(),
                    chunk.end()));
        }
        text.append(String.format(
                Locale.ROOT,
                "layers as they are with %d-bit weights and %d-bit maps%n",
                width.weights(),
                width.maps()));
    }
}
