package org.bitadapt.jobs.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.bitadapt.runtime.image.ImageBudget;

/** Computes how many tasks share the memory of a JVM. */
public final class TaskSlots {

    private static final Pattern LOCAL = Pattern.compile("local\\[(\\d+|\\*)(?:,.*)?]");
    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d+)\\s*,.*]");

    private TaskSlots() {}

    /** The memory that one image may take where this task runs: the task's share of a quarter of the heap. */
    public static ImageBudget imageBudget() {
        return ImageBudget.ofHeap(here());
    }

    /** The number of tasks that may run at the same time in this JVM; 1 where Spark does not run. */
    private static int here() {
        SparkEnv environment = SparkEnv.get();
        return environment == null
                ? 1
                : of(environment.conf(), Runtime.getRuntime().availableProcessors());
    }

    /** @param processors the number of the machine's processors, which Spark takes where no setting says otherwise */
    static int of(SparkConf settings, int processors) {
        return Math.max(1, cores(settings, processors) / settings.getInt("spark.task.cpus", 1));
    }

    private static int cores(SparkConf settings, int processors) {
        String master = settings.get("spark.master", "local");
        Matcher local = LOCAL.matcher(master);
        Matcher cluster = LOCAL_CLUSTER.matcher(master);
        if (master.equals("local")) {
            return 1;
        }
        if (local.matches()) {
            return local.group(1).equals("*") ? processors : Integer.parseInt(local.group(1));
        }
        if (cluster.matches()) {
            return Integer.parseInt(cluster.group(1));
        }
        // Without the setting, standalone gives an executor all cores of its worker, and YARN and Kubernetes give one
        // core.
        return settings.getInt("spark.executor.cores", master.startsWith("spark:") ? processors : 1);
    }
}
