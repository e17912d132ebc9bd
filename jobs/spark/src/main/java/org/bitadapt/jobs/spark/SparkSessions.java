package org.bitadapt.jobs.spark;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/** Starts Spark sessions. */
public final class SparkSessions {

    /**
     * The most bytes of a task's result that come back in one message: parameters of networks up to this size take no
     * detour over stored blocks.
     */
    private static final long DIRECT_RESULT_BYTES = 32L << 20;

    private SparkSessions() {}

    /** The configuration of file systems, {@code spark.hadoop.*} included, for commands that need no session. */
    public static Configuration hadoop() {
        return SparkHadoopUtil.get().newConfiguration(new SparkConf());
    }

    /**
     * The session of this JVM. It is started, if need be, with the settings that {@code spark-submit} was given;
     * without a master, it runs on all cores of this machine.
     *
     * <p>Settings that decide results are set here and not left to the cluster: the time zone is UTC, and objects
     * travel by Java serialization, because Kryo cannot make records. Results of tasks are not limited in size unless
     * the job was given a limit: a large network's parameters and momentum exceed Spark's own limit, and the driver
     * adds them up one by one. With a local master nobody but this machine can reach the session.
     *
     * @param name the name of the job, as Spark's own pages show it
     * @return the session; closing it stops Spark
     */
    public static SparkSession start(String name) {
        SparkConf given = new SparkConf();
        String master = given.get("spark.master", "local[*]");
        SparkSession.Builder builder = SparkSession.builder()
                .appName("bitadapt " + name)
                .master(master)
                .config("spark.ui.showConsoleProgress", false)
                .config("spark.driver.maxResultSize", given.get("spark.driver.maxResultSize", "0"))
                .config("spark.task.maxDirectResultSize", DIRECT_RESULT_BYTES)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
        Optional<String> localAddress =
                Optional.ofNullable(System.getenv("SPARK_LOCAL_IP")).filter(address -> !address.isBlank());
        LocalListening.settings(master, given, localAddress).forEach(builder::config);
        return builder.getOrCreate();
    }
}
