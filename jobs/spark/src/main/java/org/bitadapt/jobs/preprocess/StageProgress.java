package org.bitadapt.jobs.preprocess;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Progress;

/** Shows the tasks of Spark's stages, one stage after the other, under a label that the job sets. */
final class StageProgress extends SparkListener {

    private final SparkContext spark;
    private final Console console;
    private Progress current;

    StageProgress(SparkContext spark, Console console) {
        this.spark = spark;
        this.console = console;
        spark.addSparkListener(this);
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        end();
        String label =
                submitted.properties() == null ? null : submitted.properties().getProperty("spark.job.description");
        current = console.progress(
                label == null ? "Working" : label, submitted.stageInfo().numTasks());
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd ended) {
        if (current != null && ended.reason() == org.apache.spark.Success$.MODULE$) {
            current.advance(1);
        }
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted completed) {
        end();
    }

    private void end() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    /** Stops to show progress. */
    synchronized void stop() {
        spark.removeSparkListener(this);
        end();
    }
}
