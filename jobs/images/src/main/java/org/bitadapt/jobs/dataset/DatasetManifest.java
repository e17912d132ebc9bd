package org.bitadapt.jobs.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Shape;
import org.bitadapt.runtime.image.Fit;

/**
 * Everything a job needs to know of a data set before it reads an image.
 *
 * @param formatVersion the version of the format, {@link #FORMAT_VERSION}
 * @param name the data set's name, for people
 * @param classes the names of the classes, one per label, at least 2
 * @param image the shape of every image, 1 or 3 channels
 * @param mean the mean per channel over the pixels of the training split, in 0..1 (pixel / 255)
 * @param standardDeviation the standard deviation per channel over the pixels of the training split, in the same unit
 * @param splits the contents of all three splits, the validation and the test split possibly empty
 * @param provenance where the data set comes from
 * @param fit how pictures of other shapes were brought to {@code image}; {@link Fit#CROP} in manifests of versions that
 *     did not say
 */
public record DatasetManifest(
        int formatVersion,
        String name,
        List<String> classes,
        Shape image,
        List<Double> mean,
        List<Double> standardDeviation,
        Map<Split, SplitManifest> splits,
        Provenance provenance,
        Fit fit)
        implements Serializable {

    /** The version that this class reads and writes. */
    public static final int FORMAT_VERSION = 1;

    public DatasetManifest {
        require(formatVersion == FORMAT_VERSION, "format version: " + formatVersion, FORMAT_VERSION + "");
        require(name != null && !name.isBlank(), "name: " + name, "text");
        classes = List.copyOf(ClassNames.require(present("classes", classes)));
        require(classes.size() >= 2, "class count: " + classes.size(), "at least 2");
        present("image", image);
        require(image.channels() == 1 || image.channels() == 3, "image channels: " + image.channels(), "1 or 3");
        mean = statistics("mean", mean, image.channels());
        standardDeviation = statistics("standardDeviation", standardDeviation, image.channels());
        Map<Split, SplitManifest> ordered = new EnumMap<>(Split.class);
        ordered.putAll(present("splits", splits));
        splits = Collections.unmodifiableMap(ordered);
        for (Split split : Split.values()) {
            SplitManifest summary = present("split " + split.folder(), splits.get(split));
            int counted = summary.recordsPerClass().size();
            require(
                    counted == classes.size(),
                    "class counts: " + counted + " in " + split.folder(),
                    classes.size() + "");
        }
        require(splits.get(Split.TRAIN).records() > 0, "train records: 0", "at least 1");
        present("provenance", provenance);
        fit = fit == null ? Fit.CROP : fit;
    }

    /** The kind of files that the data set was made from, such as {@code folder}. */
    @JsonIgnore
    public String source() {
        return provenance.settings().getOrDefault("source", "");
    }

    /** The part of the manifest that says what a split holds. */
    @JsonIgnore
    public SplitManifest split(Split split) {
        return splits.get(split);
    }

    /** This manifest with the classes in another order: {@code positions[label]} is the new label. */
    DatasetManifest relabelled(List<String> names, int[] positions) {
        Map<Split, SplitManifest> relabelled = new EnumMap<>(Split.class);
        splits.forEach((split, summary) -> {
            Long[] counts = new Long[positions.length];
            for (int label = 0; label < positions.length; label++) {
                counts[positions[label]] = summary.recordsPerClass().get(label);
            }
            relabelled.put(split, new SplitManifest(summary.records(), Arrays.asList(counts), summary.shards()));
        });
        return new DatasetManifest(
                formatVersion, name, names, image, mean, standardDeviation, relabelled, provenance, fit);
    }

    /** This manifest with statistics of which {@link PixelNormalization#of} makes just the given normalization. */
    DatasetManifest normalizedBy(PixelNormalization pixels) {
        if (PixelNormalization.of(mean, standardDeviation).equals(pixels)) {
            return this;
        }
        List<Double> means =
                pixels.zeroPoints().stream().map(code -> code / 255.0).toList();
        List<Double> deviations = Collections.nCopies(image.channels(), Math.min(1, 1 / (255.0 * pixels.scale())));
        return new DatasetManifest(formatVersion, name, classes, image, means, deviations, splits, provenance, fit);
    }

    private static List<Double> statistics(String what, List<Double> values, int channels) {
        List<Double> copy = List.copyOf(present(what, values));
        require(copy.size() == channels, what + " count: " + copy.size(), "one per channel, " + channels);
        for (double value : copy) {
            require(value >= 0 && value <= 1, what + ": " + value, "0..1");
        }
        return copy;
    }

    private static void require(boolean valid, String what, String rule) {
        if (!valid) {
            throw new IllegalArgumentException("Invalid " + what + " (must be " + rule + ")");
        }
    }

    private static <T> T present(String what, T value) {
        if (value == null) {
            throw new IllegalArgumentException("Missing " + what);
        }
        return value;
    }
}
