package org.bitadapt.jobs.inspect;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.runtime.ModelDescription;

/**
 * The contents of a packed model.
 *
 * @param model the model's name
 * @param classes the names of the model's classes; empty if it names none
 * @param weights the number of weights of convolutions and linear layers
 * @param macs the multiply-accumulates for one image
 * @param floatBytes the bytes of the float model that the packed model was made from; 0 if unknown
 * @param packedBytes the bytes of the file
 * @param layers the model's operations, in order
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

    static ModelLayersOutcome of(ModelDescription model) {
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
                model.toString().stripTrailing());
    }

    @Override
    public String describe() {
        return text;
    }
}
