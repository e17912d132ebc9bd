package org.bitadapt.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSlotsTest {

    /** The expected slots follow Spark's documentation of the settings, on a machine of 6 processors. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "local; ; 1; 1",
                "local[4]; ; 1; 4",
                "local[4,2]; ; 1; 4",
                "local[*]; ; 1; 6",
                "local[*]; ; 2; 3",
                "local[2]; ; 4; 1",
                "local-cluster[2, 3, 1024]; ; 1; 3",
                "spark://host:7077; ; 1; 6",
                "spark://host:7077; 2; 1; 2",
                "yarn; ; 1; 1",
                "yarn; 5; 2; 2"
            })
    void tasksShareAJvm(String master, Integer cores, int cpus, int slots) {
        SparkConf settings = new SparkConf(false).set("spark.master", master).set("spark.task.cpus", cpus + "");
        if (cores != null) {
            settings.set("spark.executor.cores", cores + "");
        }
        assertThat(TaskSlots.of(settings, 6)).isEqualTo(slots);
    }
}
