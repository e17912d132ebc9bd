package org.bitadapt.jobs.netadapt.proposal;

import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.netadapt.tuning.ProposalTask;
import org.bitadapt.jobs.netadapt.tuning.TuningPart;
import org.bitadapt.jobs.run.AtomicFiles;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.search.Evaluation;

/**
 * The models of a search, where the driver and its tasks find them: paths within the run's folder.
 *
 * @param run the run's folder, qualified
 */
public record SearchFolder(String run) implements Serializable {

    private static final String START = SearchHistory.FOLDER + "/start.zip";

    private static final String SUFFIX = ".zip";

    /** The model that a search starts from, which no task has made. */
    public static StoredModel start() {
        return new StoredModel(START, 0, 0, "");
    }

    /** The path of a finished proposal's model. */
    static String model(int iteration, String group) {
        return SearchHistory.folder(iteration) + "/" + URLEncoder.encode(group, StandardCharsets.UTF_8) + SUFFIX;
    }

    /** The path of the model that a task makes: that of a finished proposal, or of a proposal after one of its parts. */
    static String model(ProposalTask task) {
        String whole = model(task.iteration(), task.group());
        TuningPart part = task.part();
        return part.isLast() ? whole : whole + ".part-" + (part.index() + 1) + "-of-" + part.count();
    }

    /** Writes a model; a reader never sees a half-written model. */
    public void write(Evaluation.Scored<StoredModel> scored, TrainingStart model, Configuration hadoop)
            throws IOException {
        Path path = new Path(run, scored.model().path());
        AtomicFiles files = AtomicFiles.of(path, hadoop);
        files.write(path, out -> ModelFile.write(scored, model, out));
    }

    /** Reads a model. */
    public TrainingStart read(String path, Configuration hadoop) throws IOException {
        return ModelFile.model(new Path(run, path), hadoop);
    }

    /** Reads how a model was tuned and scored, without its parameters. */
    Evaluation.Scored<StoredModel> scored(String path, Configuration hadoop) throws IOException {
        return ModelFile.scored(new Path(run, path), path, hadoop);
    }

    /** Whether there is such a model. */
    boolean has(String path, Configuration hadoop) throws IOException {
        Path file = new Path(run, path);
        return file.getFileSystem(hadoop).exists(file);
    }

    /** Deletes a model, if there is one. */
    void delete(String path, Configuration hadoop) throws IOException {
        Path file = new Path(run, path);
        file.getFileSystem(hadoop).delete(file, false);
    }

    /** The finished proposals of an iteration; a half-written file of a killed task has another name. */
    public List<Evaluation<StoredModel>> finished(int iteration, Configuration hadoop) throws IOException {
        List<Evaluation<StoredModel>> finished = new ArrayList<>();
        for (Path file : models(iteration, hadoop)) {
            if (file.getName().endsWith(SUFFIX)) {
                finished.add(scored(SearchHistory.folder(iteration) + "/" + file.getName(), hadoop));
            }
        }
        return finished;
    }

    /** Deletes the models of an iteration but that of one group, those of unfinished proposals included. */
    public void keepOnly(int iteration, String group, Configuration hadoop) throws IOException {
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
