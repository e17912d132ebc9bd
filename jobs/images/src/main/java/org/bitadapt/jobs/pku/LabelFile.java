package org.bitadapt.jobs.pku;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bitadapt.jobs.command.BadInputException;

/** The file {@code train.csv}: a header and a row {@code ImageId,PredictionString} for every photograph. */
public final class LabelFile {

    private static final String HEADER = "ImageId,PredictionString";
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9_-]+");

    private LabelFile() {}

    /**
     * Reads all rows; a row that cannot be read has the reason.
     *
     * @param text the text of the file
     * @param where the name of the file, for messages
     * @throws BadInputException if the text is no such file
     */
    public static List<LabelRow> parse(String text, String where) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
            throw new BadInputException(
                    "Invalid label file: " + where + " (must start with the line " + HEADER + ")",
                    "Take train.csv of the download.");
        }
        List<LabelRow> rows = new ArrayList<>();
        Set<String> images = new HashSet<>();
        for (int line = 2; line <= lines.size(); line++) {
            String row = lines.get(line - 1);
            if (!row.isBlank()) {
                rows.add(row(line, row, images));
            }
        }
        return rows;
    }

    private static LabelRow row(int line, String row, Set<String> images) {
        int comma = row.indexOf(',');
        String image = comma < 0 ? row : row.substring(0, comma);
        String labels = comma < 0 ? "" : row.substring(comma + 1);
        try {
            if (comma < 0 || !IMAGE.matcher(image).matches()) {
                throw new IllegalArgumentException("Invalid row (must be " + HEADER + ")");
            }
            if (!images.add(image)) {
                throw new IllegalArgumentException("Invalid image: " + image + " (must have one row only)");
            }
            List<LabelledCar> cars = CarLabels.parse(labels);
            return new LabelRow(line, image, cars, cars.size(), "", row);
        } catch (IllegalArgumentException e) {
            return new LabelRow(line, image, List.of(), CarLabels.count(labels), e.getMessage(), row);
        }
    }
}
