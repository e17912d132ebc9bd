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
     * @param path its folder, on any Hadoop file system
     * @throws org.bitadapt.jobs.command.BadInputException if there is none
     */
    public static RunTables open(SparkSession spark, String path) throws IOException {
        RunFolder run = RunFolder.at(path, spark.sparkContext().hadoopConfiguration());
        return new RunTables(spark, run.existing());
    }

    /**
     * Several runs side by side.
     *
     * @param paths their folders, at least one; each is called by the last name of its path, or by all of it if there are
     *     several of that name
     * @throws org.bitadapt.jobs.command.BadInputException if one is no run
     */
    public static RunComparison compare(SparkSession spark, String... paths) throws IOException {
        return compare(spark, Arrays.asList(paths));
    }

    /** The same. */
    public static RunComparison compare(SparkSession spark, List<String> paths) throws IOException {
        return RunComparison.of(spark, paths);
    }
}
