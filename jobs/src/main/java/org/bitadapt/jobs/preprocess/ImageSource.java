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

/** Where labelled images come from. */
interface ImageSource {

    /** For people, and part of the manifest. */
    String name();

    /** One name per label. */
    List<String> classes();

    /** The shape of every image it reads. */
    Shape image();

    /** How pictures of another shape come to it. */
    default Fit fit() {
        return Fit.CROP;
    }

    /** The splits that it has of its own, beside the training split; others are cut from that. */
    Set<Split> ownSplits();

    /** The columns that its records have beside id, label and image. */
    default List<Column> columns() {
        return List.of();
    }

    /** In how many bits the hashes of photographs that are kept in one split may differ. */
    default int alikeBits() {
        return 0;
    }

    /** What to do about records that cannot be used. */
    default String remedy() {
        return "Repair the file, or set bad records aside with --on-bad-record quarantine.";
    }

    /** The settings of the source that change what it reads. */
    Map<String, String> settings();

    /** The checksums of its files, computed by Spark tasks. */
    List<SourceDigest> digests(JavaSparkContext spark) throws IOException;

    /** Reads all images, in Spark tasks. */
    JavaRDD<Reading> read(JavaSparkContext spark);
}
