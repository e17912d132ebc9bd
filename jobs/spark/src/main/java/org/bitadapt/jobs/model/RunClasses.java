package org.bitadapt.jobs.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.run.RunFolder;

/** The names of a run's classes, in the order of its network's scores. */
final class RunClasses {

    /** The file in which every version keeps the test's result: see {@code EvaluationResult}. */
    private static final String EVALUATION = "evaluation.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private RunClasses() {}

    /**
     * The names that {@code run.json} has. In runs of versions that did not keep names there, the names are those of
     * the packed model or of the test.
     *
     * @return the names; empty if nothing in the run tells them
     */
    static List<String> of(RunFolder run, Configuration configuration) throws IOException {
        List<String> kept = run.info().data().classes();
        if (!kept.isEmpty()) {
            return kept;
        }
        if (run.has(TrainedModel.FILE)) {
            return TrainedModel.open(run.toString(), TrainedModel.Form.PACKED, configuration)
                    .knownNames();
        }
        return run.has(EVALUATION) ? tested(run.path(EVALUATION), configuration) : List.of();
    }

    private static List<String> tested(Path result, Configuration configuration) throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream in = result.getFileSystem(configuration).open(result)) {
            JSON.readTree(in).path("classNames").forEach(name -> names.add(name.asText()));
        } catch (JsonProcessingException e) {
            return List.of();
        }
        return names;
    }
}
