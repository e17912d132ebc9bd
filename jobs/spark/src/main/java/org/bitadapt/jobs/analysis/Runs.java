package org.bitadapt.jobs.analysis;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.run.RunFolder;

/** Opens runs. */
public final class Runs {

    private Runs() {}

    /**
     * A run, finished or not.
     *
     * @param path the run's folder, on any Hadoop file system
     * @throws org.bitadapt.jobs.command.BadInputException if the folder holds no run
     */
    public static RunTables open(SparkSession spark, String path) throws IOException {
        RunFolder run = RunFolder.at(path, spark.sparkContext().hadoopConfiguration());
        return new RunTables(spark, run.existing());
    }

    /**
     * Several runs side by side.
     *
     * @param paths the runs' folders, at least one; each run is called by the last name of its path, or by the whole
     *     path if several runs have that name
     * @throws org.bitadapt.jobs.command.BadInputException if a folder holds no run
     */
    public static RunComparison compare(SparkSession spark, String... paths) throws IOException {
        return compare(spark, Arrays.asList(paths));
    }

    /** Several runs side by side; see {@link #compare(SparkSession, String...)}. */
    public static RunComparison compare(SparkSession spark, List<String> paths) throws IOException {
        return RunComparison.of(spark, paths);
    }
}
