package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.dataset.Column;
import org.bitadapt.jobs.dataset.SourceDigest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.runtime.image.Fit;

/** A source of labelled images. */
interface ImageSource {

    /** The name of the source, for people and for the manifest. */
    String name();

    /** The names of the classes, one per label. */
    List<String> classes();

    /** The shape of every image that the source reads. */
    Shape image();

    /** How pictures of another shape are brought to the shape of the source's images. */
    default Fit fit() {
        return Fit.CROP;
    }

    /**
     * The splits that the source has of its own, beside the training split; other splits are cut from the training
     * split.
     */
    Set<Split> ownSplits();

    /** The columns that the source's records have beside id, label and image. */
    default List<Column> columns() {
        return List.of();
    }

    /** The most bits in which the hashes of photographs that are kept in one split may differ. */
    default int alikeBits() {
        return 0;
    }

    /** A sentence that says what to do about records that cannot be used. */
    default String remedy() {
        return "Repair the file, or set bad records aside with --on-bad-record quarantine.";
    }

    /** The settings of the source that change what it reads. */
    Map<String, String> settings();

    /** The checksums of the source's files, computed by Spark tasks. */
    List<SourceDigest> digests(JavaSparkContext spark) throws IOException;

    /** Reads all images, in Spark tasks. */
    JavaRDD<Reading> read(JavaSparkContext spark);
}
