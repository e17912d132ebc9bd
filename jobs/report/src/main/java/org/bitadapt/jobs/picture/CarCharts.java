package org.bitadapt.jobs.picture;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.statistics.HistogramDataset;

/** Histograms of where the cars of a data set are and how they stand. */
final class CarCharts {

    private static final int HEIGHT = 285;
    private static final int METRES_PER_BAR = 10;
    private static final int MOST_METRES = 150;
    private static final int BARS_PER_TURN = 24;

    private final List<CarScenes.Car> cars;

    CarCharts(List<CarScenes.Car> cars) {
        this.cars = cars;
    }

    /** The histograms of distances and of headings. */
    List<Picture> pictures() {
        long beyond = cars.stream().filter(car -> car.distance() > MOST_METRES).count();
        String last = beyond == 0
                ? ""
                : DisplayText.count(beyond) + (beyond == 1 ? " car is" : " cars are")
                        + " farther away than the last bar.";
        return List.of(
                new Picture(
                        "distances.png",
                        "Histogram of the cars' distances from the camera",
                        last,
                        Pictures.COLUMN,
                        HEIGHT,
                        this::distances),
                new Picture(
                        "headings.png",
                        "Histogram of the cars' headings",
                        "0 degrees drives away from the camera, as its own car does; ±180 comes towards it.",
                        Pictures.COLUMN,
                        HEIGHT,
                        this::headings));
    }

    private JFreeChart distances(Theme theme) {
        NumberAxis metres = theme.axis("distance (m)", "0");
        metres.setRange(0, MOST_METRES);
        return histogram(theme, "Distances", metres, MOST_METRES / METRES_PER_BAR, CarScenes.Car::distance);
    }

    private JFreeChart headings(Theme theme) {
        NumberAxis degrees = theme.axis("heading (degrees)", "0");
        degrees.setRange(-180, 180);
        degrees.setTickUnit(new NumberTickUnit(45));
        return histogram(theme, "Headings", degrees, BARS_PER_TURN, CarCharts::heading);
    }

    /** The heading of a car in degrees, -180 included and 180 not. */
    static double heading(CarScenes.Car car) {
        double turns = car.yaw() / (2 * Math.PI);
        return 360 * (turns - Math.floor(turns + 0.5));
    }

    private JFreeChart histogram(
            Theme theme, String title, NumberAxis axis, int bars, ToDoubleFunction<CarScenes.Car> value) {
        double[] values = cars.stream()
                .mapToDouble(value)
                .filter(each -> each >= axis.getLowerBound() && each < axis.getUpperBound())
                .toArray();
        HistogramDataset counts = new HistogramDataset();
        counts.addSeries("cars", values, bars, axis.getLowerBound(), axis.getUpperBound());
        XYPlot plot = theme.plot(axis, theme.axis("cars", "#,##0"));
        plot.setDataset(counts);
        plot.setRenderer(renderer(theme));
        return theme.chart(title, plot);
    }

    private static XYBarRenderer renderer(Theme theme) {
        XYBarRenderer renderer = new XYBarRenderer(0.08);
        renderer.setShadowVisible(false);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setSeriesPaint(0, theme.series(0));
        return renderer;
    }
}
