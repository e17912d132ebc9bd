package org.bitadapt.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitadapt.jobs.picture.CarScenes;
import org.bitadapt.jobs.picture.DisplayText;
import org.bitadapt.jobs.picture.ReportTable;
import org.bitadapt.jobs.result.EvaluationResult;

/** Makes the table of how well cars are told apart near and far. */
final class CarTable {

    /** The lower ends of the rows' ranges of distance, in metres. */
    private static final List<Integer> METRES = List.of(0, 10, 20, 30, 40, 50, 60, 80, 100);

    private CarTable() {}

    /** The evaluation by distance: the result of the images in each range, by the range's lower end in metres. */
    static Map<Integer, EvaluationResult> byDistance(List<CarScenes.Car> cars, List<String> classes) {
        Map<Integer, long[][]> confusions = new TreeMap<>();
        for (CarScenes.Car car : cars) {
            car.prediction()
                    .ifPresent(prediction -> confusions
                            .computeIfAbsent(start(car.distance()), metres -> new long[classes.size()][classes.size()])[
                            prediction.label()][prediction.predicted()]++);
        }
        Map<Integer, EvaluationResult> results = new TreeMap<>();
        confusions.forEach((metres, confusion) -> results.put(metres, EvaluationResult.of(classes, confusion)));
        return results;
    }

    private static int start(double distance) {
        return METRES.stream()
                .filter(metres -> metres <= distance)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** The table, a line per range of distances. */
    static ReportTable of(Map<Integer, EvaluationResult> results) {
        List<List<String>> rows = new ArrayList<>();
        results.forEach((metres, result) -> rows.add(List.of(
                range(metres),
                DisplayText.count(result.records()),
                DisplayText.percent(result.accuracy()),
                DisplayText.percent(result.balancedAccuracy()))));
        return new ReportTable(List.of("distance", "images", "accuracy", "balanced accuracy"), rows);
    }

    private static String range(int metres) {
        int next = METRES.indexOf(metres) + 1;
        return next == METRES.size() ? "from " + metres + " m" : metres + " to " + METRES.get(next) + " m";
    }
}
