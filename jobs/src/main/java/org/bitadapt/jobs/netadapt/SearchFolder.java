package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.run.AtomicFiles;
import org.bitadapt.jobs.train.TrainingStart;

/**
 * The models of a search, where the driver and its tasks find them: paths within the run's folder.
 *
 * @param run the run's folder, qualified
 */
record SearchFolder(String run) implements Serializable {

    /** The model that the search starts from. */
    static final String START = SearchHistory.FOLDER + "/start.zip";

    private static final String SUFFIX = ".zip";

    /** The path of a finished proposal's model. */
    static String model(int iteration, String group) {
        return SearchHistory.folder(iteration) + "/" + URLEncoder.encode(group, StandardCharsets.UTF_8) + SUFFIX;
    }

    /** The path of the model that a task makes: that of a finished proposal, or of a proposal after one of its legs. */
    static String model(ProposalTask task) {
        String whole = model(task.iteration(), task.group());
        TuningPart leg = task.leg();
        return leg.isLast() ? whole : whole + ".leg-" + (leg.index() + 1) + "-of-" + leg.count();
    }

    /** Writes a model; a reader never sees a half-written model. */
    void write(String name, ProposalResult result, TrainingStart model, Configuration hadoop) throws IOException {
        Path path = new Path(run, name);
        AtomicFiles files = AtomicFiles.of(path, hadoop);
        files.write(path, out -> ModelFile.write(result, model, out));
    }

    /** Reads a model. */
    TrainingStart read(String name, Configuration hadoop) throws IOException {
        return ModelFile.model(new Path(run, name), hadoop);
    }

    /** The result of a model's tuning. */
    ProposalResult result(String name, Configuration hadoop) throws IOException {
        return ModelFile.result(new Path(run, name), hadoop);
    }

    /** Whether there is such a model. */
    boolean has(String name, Configuration hadoop) throws IOException {
        Path path = new Path(run, name);
        return path.getFileSystem(hadoop).exists(path);
    }

    /** Deletes a model, if there is one. */
    void delete(String name, Configuration hadoop) throws IOException {
        Path path = new Path(run, name);
        path.getFileSystem(hadoop).delete(path, false);
    }

    /** The finished proposals of an iteration by group; a half-written file of a killed task has another name. */
    Map<String, ProposalResult> finished(int iteration, Configuration hadoop) throws IOException {
        Map<String, ProposalResult> results = new TreeMap<>();
        for (Path path : models(iteration, hadoop)) {
            if (path.getName().endsWith(SUFFIX)) {
                ProposalResult result = result(path.toString(), hadoop);
                results.put(result.group(), result);
            }
        }
        return results;
    }

    /** Deletes the models of an iteration but that of one group, those of unfinished proposals included. */
    void keepOnly(int iteration, String group, Configuration hadoop) throws IOException {
        Path kept = new Path(run, model(iteration, group));
        for (Path path : models(iteration, hadoop)) {
            if (!path.getName().equals(kept.getName())) {
                path.getFileSystem(hadoop).delete(path, false);
            }
        }
    }

    /** The paths of the models of finished and unfinished proposals. */
    private List<Path> models(int iteration, Configuration hadoop) throws IOException {
        Path folder = new Path(run, SearchHistory.folder(iteration));
        FileSystem files = folder.getFileSystem(hadoop);
        List<Path> models = new ArrayList<>();
        if (files.exists(folder)) {
            for (FileStatus status : files.listStatus(folder)) {
                String name = status.getPath().getName();
                if (name.contains(SUFFIX) && !name.startsWith(".")) {
                    models.add(status.getPath());
                }
            }
        }
        return models;
    }
}
