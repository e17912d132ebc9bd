package org.bitadapt.jobs.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.FactLines;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.quant.onnx.reading.ImportedNetwork;

/**
 * The run that an import made.
 *
 * @param run the run's folder
 * @param model the path of the ONNX file
 * @param sha256 the file's checksum
 * @param network the network's name
 * @param image the shape of an image, channels x height x width
 * @param classes the number of classes
 * @param layers the number of convolutions and linear layers
 * @param parameters the number of parameters, statistics included
 * @param normsKept the number of batch norms that the file has
 * @param normsRestored the number of batch norms that were put back behind layers
 * @param statisticsImages the number of images on which statistics of the restored batch norms were measured; 0 if they
 *     were not
 * @param zeros the pixel of each channel, red first, that the network sees as 0, in codes 0..255
 * @param scale the value of one code
 * @param order the order of the file's channels: rgb or bgr
 * @param comparedImages the number of images on which ONNX Runtime was compared; null if it was not
 * @param sameClass the number of these images that get the same class; null if ONNX Runtime was not compared
 * @param largestDifference the largest difference of two scores, as a share of the range of the scores; null likewise
 * @param accuracy the share of the compared images, or as many of the data set, whose class is right; null without a data set
 */
record ImportOutcome(
        String run,
        String model,
        String sha256,
        String network,
        String image,
        int classes,
        int layers,
        long parameters,
        int normsKept,
        int normsRestored,
        int statisticsImages,
        List<Float> zeros,
        float scale,
        String order,
        Integer comparedImages,
        Integer sameClass,
        Double largestDifference,
        Double accuracy)
        implements Outcome {

    /**
     * The outcome of an import.
     *
     * @param checked what came of the data set; {@link Checked#NOTHING} without one
     */
    static ImportOutcome of(
            String run,
            OnnxModelFile file,
            ImportedNetwork network,
            String order,
            int statisticsImages,
            Checked checked) {
        NetworkSpec spec = network.spec();
        ScoreComparison comparison = checked.comparison;
        return new ImportOutcome(
                run,
                file.location(),
                file.sha256(),
                spec.name(),
                spec.input().toString(),
                spec.classes(),
                spec.weighted().size(),
                network.layout().size(),
                network.kept(),
                network.restored().size(),
                statisticsImages,
                IntStream.range(0, spec.input().channels())
                        .mapToObj(network.pixels()::zero)
                        .toList(),
                network.pixels().scale(),
                order,
                comparison == null ? null : comparison.images(),
                comparison == null ? null : comparison.sameClass(),
                comparison == null ? null : comparison.largestDifference(),
                checked.accuracy);
    }

    /**
     * What came of a data set's images.
     *
     * @param comparison with ONNX Runtime; null if there is none
     * @param accuracy null if no image was scored
     */
    record Checked(ScoreComparison comparison, Double accuracy) {
        static final Checked NOTHING = new Checked(null, null);
    }

    @Override
    public String describe() {
        FactLines facts = new FactLines()
                .add("Network", String.format(Locale.ROOT, "%s, images of %s, %d classes", network, image, classes))
                .add("Layers", String.format(Locale.ROOT, "%d with weights, %,d parameters", layers, parameters))
                .add("Batch norms", norms())
                .add("Pixels", pixels())
                .add("ONNX Runtime", comparison());
        if (accuracy != null) {
            facts.add("Accuracy", FactLines.percent(accuracy) + " of the images that were scored");
        }
        return facts.add("Run", run).toString();
    }

    private String norms() {
        String kept = normsKept + " of the file";
        if (normsRestored == 0) {
            return kept;
        }
        String how = statisticsImages == 0
                ? "without statistics: --data measures them"
                : "with statistics of " + statisticsImages + " images";
        return kept + ", " + normsRestored + " put back " + how;
    }

    private String pixels() {
        List<String> shown = new ArrayList<>();
        zeros.forEach(zero -> shown.add(String.format(Locale.ROOT, "%.3f", zero)));
        String channels = zeros.size() == 3 ? ", " + order : "";
        return String.format(Locale.ROOT, "(code - [%s]) * %.6g%s", String.join(", ", shown), scale, channels);
    }

    private String comparison() {
        return comparedImages == null
                ? "not compared"
                : String.format(
                        Locale.ROOT,
                        "same class for %d of %d images; scores differ by up to %.1e of their range",
                        sameClass,
                        comparedImages,
                        largestDifference);
    }
}
