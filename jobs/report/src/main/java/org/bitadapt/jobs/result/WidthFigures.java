package org.bitadapt.jobs.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.bitadapt.common.network.Width;

/**
 * The scores and costs of a network at one of its bit widths.
 *
 * @param weights the bits of the weights between the first and the last layer
 * @param maps the bits of the feature maps
 * @param accuracy the share of images whose class was right
 * @param balancedAccuracy the share of a class's images whose class was right, as the mean over the classes that have
 *     images
 * @param latencyMicros the median time of one image on one thread, in microseconds; null if it was not measured
 * @param energyMicrojoules the energy of one image on a modelled accelerator, in microjoules; null if it is not known
 * @param bytes the bytes of a packed model that has this width alone; null without a packed model
 */
public record WidthFigures(
        int weights,
        int maps,
        double accuracy,
        double balancedAccuracy,
        Double latencyMicros,
        Double energyMicrojoules,
        Long bytes) {

    /** Accuracies on a split, without costs. */
    public static WidthFigures of(Width width, EvaluationResult scores) {
        return new WidthFigures(
                width.weights(), width.maps(), scores.accuracy(), scores.balancedAccuracy(), null, null, null);
    }

    /** These figures with the bytes of the packed model. */
    public WidthFigures packedInto(long length) {
        return new WidthFigures(weights, maps, accuracy, balancedAccuracy, latencyMicros, energyMicrojoules, length);
    }

    /** These figures with the measured time, in microseconds. */
    public WidthFigures timed(double micros) {
        return new WidthFigures(weights, maps, accuracy, balancedAccuracy, micros, energyMicrojoules, bytes);
    }

    /** These figures with the modelled energy, in microjoules. */
    public WidthFigures spending(double microjoules) {
        return new WidthFigures(weights, maps, accuracy, balancedAccuracy, latencyMicros, microjoules, bytes);
    }

    /** The width. */
    @JsonIgnore
    public Width width() {
        return new Width(weights, maps);
    }
}
