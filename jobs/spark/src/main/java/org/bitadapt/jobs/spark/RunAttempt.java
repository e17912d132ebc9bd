package org.bitadapt.jobs.spark;

import java.io.IOException;
import org.apache.spark.SparkContext;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.jobs.run.RunWriter;

/**
 * One attempt of a job at a run: it holds the run's lock, its log lines name the run, and the run's state says how the
 * attempt ended.
 */
public final class RunAttempt {

    private RunAttempt() {}

    /** The work of a job. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work, or goes on with it where an earlier attempt stopped. */
        T in(RunWriter run) throws IOException;
    }

    /**
     * Starts or resumes a run and does a job's work in it.
     *
     * @param info the info of a run that starts here; of a run that is resumed, only what must not have changed is used
     * @return what the work returned; the run is then finished
     * @throws org.bitadapt.jobs.command.BadInputException if the run belongs to another job
     */
    public static <T> T at(RunFolder folder, RunInfo info, Settings settings, SparkContext spark, Work<T> work)
            throws IOException {
        RunLogging.begin(spark, folder.toString());
        try (RunWriter run = folder.start(info, settings)) {
            try {
                T result = work.in(run);
                run.mark(RunInfo.State.FINISHED);
                return result;
            } catch (IOException | RuntimeException | Error e) {
                run.markFailed(e);
                throw e;
            }
        } finally {
            RunLogging.end(spark);
        }
    }
}
