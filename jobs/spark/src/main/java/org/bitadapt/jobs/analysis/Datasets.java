package org.bitadapt.jobs.analysis;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.dataset.Dataset;

/** Opens data sets. */
public final class Datasets {

    private Datasets() {}

    /**
     * A data set that {@code preprocess} made.
     *
     * @param path the data set's folder, on any Hadoop file system
     * @throws IOException if the folder has no data set, or the data set is damaged
     */
    public static DatasetTables open(SparkSession spark, String path) throws IOException {
        return new DatasetTables(
                spark, Dataset.open(new Path(path), spark.sparkContext().hadoopConfiguration()));
    }
}
