package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.pku.CropOptions;

/** Runs whole jobs on the first photographs of a download, for measurements. */
public final class PkuJobs {

    private static final double TEST = 0.2;
    private static final double VALIDATION = 0.1;

    private final JavaSparkContext spark;
    private final PkuSource source;

    /**
     * Lists the files and reads the labels.
     *
     * @throws org.bitadapt.jobs.command.BadInputException if the input is no download
     */
    public PkuJobs(JavaSparkContext spark, Path input, CropOptions crops) throws IOException {
        this.spark = spark;
        this.source = PkuSource.open(input, crops, PkuOptions.ALIKE_BITS, spark.hadoopConfiguration());
    }

    /** The number of labelled photographs that the download has. */
    public int photographs() {
        return source.photographs();
    }

    /**
     * Makes a data set of the first photographs, and deletes it.
     *
     * @param output the folder of the data set, which does not exist before and after
     * @return the seconds that the job took
     */
    public double run(int photographs, Path output) throws IOException {
        PkuSource part = source.first(photographs);
        int records = PreprocessOptions.defaultShardRecords(part.image());
        PreprocessOptions options = new PreprocessOptions(TEST, VALIDATION, 1, records, BadRecords.QUARANTINE);
        FileSystem files = output.getFileSystem(spark.hadoopConfiguration());
        long started = System.nanoTime();
        try {
            new Preprocessing(spark, part, options).run(output, Preprocessing.Existing.KEEP);
            return (System.nanoTime() - started) / 1e9;
        } finally {
            files.delete(output, true);
        }
    }
}
