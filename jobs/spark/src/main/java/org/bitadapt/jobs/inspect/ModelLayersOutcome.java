package org.bitadapt.jobs.inspect;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.runtime.ModelDescription;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.format.ModelFile;
import org.bitadapt.runtime.format.Width;

/**
 * The contents of a packed model.
 *
 * @param model the model's name
 * @param classes the names of the model's classes; empty if it names none
 * @param weights the number of weights of convolutions and linear layers
 * @param macs the multiply-accumulates for one image
 * @param floatBytes the bytes of the float model that the packed model was made from; 0 if unknown
 * @param packedBytes the bytes of the file
 * @param layers the model's operations at the widest bit width, in order
 * @param widths the model's bit widths, ascending
 * @param chunks the parts of the file; it is a narrower model up to the end of each
 * @param text the contents as a table for people
 */
record ModelLayersOutcome(
        String model,
        List<String> classes,
        long weights,
        long macs,
        long floatBytes,
        long packedBytes,
        List<Layer> layers,
        List<WidthSize> widths,
        List<Chunk> chunks,
        @JsonIgnore String text)
        implements Outcome {

    /** One operation of the model; {@code packedBytes} counts the bytes of its weights, multipliers and offsets. */
    record Layer(int number, String kind, String output, long macs, long weights, long packedBytes) {

        static Layer of(ModelDescription.Layer layer) {
            return new Layer(
                    layer.number(),
                    layer.kind(),
                    layer.output().shape().toString(),
                    layer.multiplyAccumulates(),
                    layer.weights(),
                    layer.weightBytes() + layer.parameterBytes());
        }
    }

    /**
     * One bit width: the bits of weights and maps.
     *
     * @param bytes the bytes of a file that has this width alone
     */
    record WidthSize(int weights, int maps, int bytes) {

        static WidthSize of(PackedModel model, Width width) {
            return new WidthSize(width.weights(), width.maps(), model.trim(List.of(width)).length);
        }
    }

    /**
     * One part of the file: the parameters and weights that the widths of some bits of weights need beyond the parts
     * before.
     *
     * @param weights the bits of weights
     * @param maps the bits of maps
     * @param parameterBytes the bytes of multipliers and offsets
     * @param weightBytes the bytes of weights
     * @param end the bytes of the file up to the end of the part
     */
    record Chunk(int weights, List<Integer> maps, int parameterBytes, int weightBytes, int end) {

        static Chunk of(ModelFile.ChunkSize chunk) {
            return new Chunk(
                    chunk.widths().get(0).weights(),
                    chunk.widths().stream().map(Width::maps).toList(),
                    chunk.parameters(),
                    chunk.weights(),
                    chunk.end());
        }
    }

    static ModelLayersOutcome of(PackedModel packed) {
        ModelDescription model = packed.describe();
        List<WidthSize> widths = packed.widths().stream()
                .map(width -> WidthSize.of(packed, width))
                .toList();
        return new ModelLayersOutcome(
                model.metadata().name(),
                model.metadata().classNames(),
                model.layers().stream()
                        .mapToLong(ModelDescription.Layer::weights)
                        .sum(),
                model.multiplyAccumulates(),
                model.metadata().float32Bytes(),
                model.fileBytes(),
                model.layers().stream().map(Layer::of).toList(),
                widths,
                model.chunks().stream().map(Chunk::of).toList(),
                widths.size() == 1
                        ? model.toString().stripTrailing()
                        : model.toString() + System.lineSeparator() + table(widths));
    }

    private static TextTable table(List<WidthSize> widths) {
        TextTable table = new TextTable("bits of weights", "bits of maps", "bytes of this width alone");
        widths.forEach(width -> table.row(width.weights, width.maps, width.bytes));
        return table;
    }

    @Override
    public String describe() {
        return text;
    }
}
