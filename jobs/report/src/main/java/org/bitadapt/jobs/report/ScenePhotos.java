package org.bitadapt.jobs.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.RecordHash;
import org.bitadapt.jobs.picture.DisplayText;
import org.bitadapt.jobs.picture.Photo;
import org.bitadapt.jobs.picture.Theme;
import org.bitadapt.jobs.pku.Download;
import org.bitadapt.jobs.pku.FrameDrawing;
import org.bitadapt.jobs.pku.FrameSize;
import org.bitadapt.jobs.pku.InvalidPhotographException;
import org.bitadapt.jobs.pku.LabelRow;
import org.bitadapt.jobs.pku.LabelledCar;
import org.bitadapt.jobs.pku.StoredFiles;
import org.bitadapt.jobs.result.Prediction;

/**
 * Draws the boxes of labelled cars on some photographs of a download, coloured by what an evaluation says of each car.
 */
final class ScenePhotos {

    private static final int MOST = 4;
    private static final int WIDTH = 1120;
    /** The fewest records of a photograph that is shown: photographs with fewer records show little. */
    private static final int FEWEST_RECORDS = 4;

    private final Path input;
    private final FrameSize size;
    private final Map<String, Prediction> predictions;
    private final Configuration hadoop;

    ScenePhotos(Path input, FrameSize size, Map<String, Prediction> predictions, Configuration hadoop) {
        this.input = input;
        this.size = size;
        this.predictions = predictions;
        this.hadoop = hadoop;
    }

    /**
     * Some photographs, in the order of a hash of their ids.
     *
     * @param recordsPerFrame the number of records of each photograph that may be shown
     * @throws BadInputException if the download has none of the photographs, or one of them cannot be decoded
     */
    List<Photo> some(Map<String, Integer> recordsPerFrame) throws IOException {
        Download download = Download.open(input, hadoop);
        Map<String, LabelRow> rows = download.labels(hadoop).stream()
                .filter(LabelRow::isUsable)
                .collect(Collectors.toMap(LabelRow::image, row -> row));
        Set<String> chosen = recordsPerFrame.entrySet().stream()
                .filter(frame -> frame.getValue() >= FEWEST_RECORDS)
                .map(Map.Entry::getKey)
                .filter(frame ->
                        rows.containsKey(frame) && download.image(frame).isPresent())
                .sorted(Comparator.comparingLong(RecordHash::of))
                .limit(MOST)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (chosen.isEmpty() && !recordsPerFrame.isEmpty()) {
            throw new BadInputException(
                    "Invalid --photographs: " + input + " (must have photographs of the data set's test split)",
                    "Give what the data set was made from.");
        }
        FrameDrawing drawing = new FrameDrawing(download.camera(hadoop), size, Math.min(WIDTH, size.width()));
        List<Photo> photos = new ArrayList<>();
        try (StoredFiles files = new StoredFiles(hadoop)) {
            for (String frame : chosen) {
                byte[] jpeg = files.read(download.image(frame).orElseThrow());
                photos.add(photo(rows.get(frame), drawing.draw(jpeg, marked(rows.get(frame)))));
            }
        } catch (InvalidPhotographException e) {
            throw new BadInputException(
                    e.getMessage() + " in " + input + " (must be " + e.rule() + ")", "Get the photographs again.", e);
        }
        return photos;
    }

    private enum Kind {
        RIGHT(Theme.DARK.series(0)),
        WRONG(Theme.DARK.series(1)),
        NOT_EVALUATED(Theme.DARK.series(4));

        private final Color color;

        Kind(Color color) {
            this.color = color;
        }
    }

    private Kind kind(LabelRow row, LabelledCar car) {
        Prediction prediction = predictions.get(row.image() + "/" + car.number());
        if (prediction == null) {
            return Kind.NOT_EVALUATED;
        }
        return prediction.right() ? Kind.RIGHT : Kind.WRONG;
    }

    private List<FrameDrawing.Marked> marked(LabelRow row) {
        return row.cars().stream()
                .map(car -> new FrameDrawing.Marked(car, kind(row, car).color))
                .toList();
    }

    private Photo photo(LabelRow row, BufferedImage drawn) throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(drawn, "jpg", jpeg);
        String file = "photograph-" + DisplayText.fileName(row.image()) + ".jpg";
        String what = "Photograph " + row.image() + " with the projected boxes of its "
                + row.cars().size() + " labelled cars";
        String caption = String.format(
                Locale.ROOT,
                "%s: %d right, %d wrong, %d left out or not evaluated.",
                row.image(),
                count(row, Kind.RIGHT),
                count(row, Kind.WRONG),
                count(row, Kind.NOT_EVALUATED));
        return new Photo(file, what, caption, drawn.getWidth(), drawn.getHeight(), jpeg.toByteArray());
    }

    private long count(LabelRow row, Kind kind) {
        return row.cars().stream().filter(car -> kind(row, car) == kind).count();
    }
}
