package org.bitadapt.jobs.netadapt.proposal;

import java.io.Serializable;
import java.util.Objects;
import org.bitadapt.netadapt.search.Evaluation;

/**
 * A model of a search in the run's folder, and what became of the proposal that it is of.
 *
 * @param path the path within the run's folder
 * @param seconds the seconds that the proposal's tasks took
 * @param arithmeticSeconds the part of these seconds that was spent in tuning and scoring
 * @param executor the executor on which the last task ran, {@code id@host}
 */
public record StoredModel(String path, double seconds, double arithmeticSeconds, String executor)
        implements Serializable {

    public StoredModel {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(executor, "executor");
    }

    /** A proposal before its first task, of which nothing is stored yet. */
    static Evaluation.Scored<StoredModel> untouched(String group) {
        return new Evaluation.Scored<>(group, 0, 0, new StoredModel("", 0, 0, ""));
    }
}
