package org.bitadapt.jobs.onnx;

import java.util.List;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.quant.onnx.reading.InputNormalization;
import picocli.CommandLine.Option;

/** The options that say how pixels became the input of a network where it was trained. */
final class PixelOptions {

    private static final int LARGEST_CODE = 255;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            description =
                    "What was subtracted from pixels: one number, or one per channel of the network (default: 0).")
    private List<Double> mean = List.of(0.0);

    @Option(
            names = "--deviation",
            split = ",",
            paramLabel = "D",
            description = "By what pixels were divided then: one number, or one per channel (default: 1).")
    private List<Double> deviation = List.of(1.0);

    @Option(
            names = "--range",
            paramLabel = "N",
            defaultValue = "1",
            description = "The largest pixel before mean and deviation: 1 or 255 (default: ${DEFAULT-VALUE}).")
    private int range;

    @Option(
            names = "--order",
            paramLabel = "NAME",
            defaultValue = "rgb",
            description = "The network's channels: rgb, or bgr as OpenCV reads images (default: ${DEFAULT-VALUE}).")
    private InputNormalization.Order order;

    /**
     * The normalization.
     *
     * @throws BadInputException if the range is neither 1 nor 255
     */
    InputNormalization normalization() {
        if (range != 1 && range != LARGEST_CODE) {
            throw new BadInputException("Invalid --range: " + range + " (must be 1 or 255)", "");
        }
        return new InputNormalization(
                mean, deviation, range == 1 ? InputNormalization.Range.UNIT : InputNormalization.Range.CODES, order);
    }
}
