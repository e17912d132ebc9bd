package org.bitadapt.jobs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.dataset.Column;
import org.bitadapt.jobs.dataset.ColumnReader;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.picture.CarScenes;
import org.bitadapt.jobs.picture.Photo;
import org.bitadapt.jobs.pku.FrameSize;
import org.bitadapt.jobs.result.Prediction;

/** Reads the cars of a data set that {@code preprocess --source pku} made. */
final class SceneContents {

    private static final String SOURCE = "pku";
    private static final List<Column> COLUMNS = List.of(
            new Column("distance", Column.Type.REAL),
            new Column("yaw", Column.Type.REAL),
            new Column("frame", Column.Type.TEXT));

    private final Dataset dataset;
    private final Map<String, Prediction> predictions;
    private final Configuration hadoop;

    SceneContents(Dataset dataset, List<Prediction> predictions, Configuration hadoop) {
        this.dataset = dataset;
        this.predictions = predictions.stream().collect(Collectors.toMap(Prediction::id, Function.identity()));
        this.hadoop = hadoop;
    }

    /** Whether a data set has cars. */
    static boolean isOf(Dataset dataset) {
        return dataset.manifest().source().equals(SOURCE);
    }

    /**
     * The cars of all splits, and some photographs of the test split.
     *
     * @param download the download with the photographs; empty for no photographs
     */
    CarScenes read(Optional<Path> download) throws IOException {
        ColumnReader reader = new ColumnReader(dataset, COLUMNS, hadoop);
        List<CarScenes.Car> cars = new ArrayList<>();
        Map<String, Integer> recordsPerTestFrame = new HashMap<>();
        for (Split split : Split.values()) {
            for (ColumnReader.Row row : reader.read(split)) {
                cars.add(new CarScenes.Car(
                        (Double) row.values().get(0),
                        (Double) row.values().get(1),
                        Optional.ofNullable(predictions.get(row.id()))));
                if (split == Split.TEST) {
                    recordsPerTestFrame.merge((String) row.values().get(2), 1, Integer::sum);
                }
            }
        }
        List<Photo> photographs = download.isPresent()
                ? new ScenePhotos(download.get(), frameSize(), predictions, hadoop).some(recordsPerTestFrame)
                : List.of();
        return new CarScenes(cars, photographs);
    }

    private FrameSize frameSize() {
        return FrameSize.parse(
                dataset.manifest().provenance().settings().getOrDefault("frame", FrameSize.PUBLISHED.toString()));
    }
}
