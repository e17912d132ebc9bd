package org.bitadapt.jobs.benchmark;

import java.util.List;

/**
 * How a job's time grows with its photographs: {@code seconds = fixedSeconds + coreSeconds / cores * photographs}, by
 * least squares.
 *
 * @param points the measured jobs, with at least two different numbers of photographs
 * @param cores the number of cores that the jobs ran on
 * @param fixedSeconds seconds that every job takes, however few photographs it has
 * @param coreSeconds seconds of a photograph on one core
 * @param linearity the share of the times' variance that the line explains; 1 for points on a line
 */
record Growth(List<Point> points, int cores, double fixedSeconds, double coreSeconds, double linearity) {

    /** A measured job. */
    record Point(int photographs, double seconds) {}

    Growth {
        points = List.copyOf(points);
    }

    /** Fits the line. */
    static Growth of(List<Point> points, int cores) {
        double x = points.stream().mapToDouble(Point::photographs).average().orElseThrow();
        double y = points.stream().mapToDouble(Point::seconds).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (Point point : points) {
            xx += (point.photographs() - x) * (point.photographs() - x);
            xy += (point.photographs() - x) * (point.seconds() - y);
            yy += (point.seconds() - y) * (point.seconds() - y);
        }
        double slope = xy / xx;
        return new Growth(points, cores, y - slope * x, slope * cores, yy == 0 ? 1 : xy * xy / (xx * yy));
    }

    /** The seconds that a job would take if all but its fixed time were shared by {@code otherCores} cores. */
    double seconds(long photographs, int otherCores) {
        return Math.max(0, fixedSeconds) + coreSeconds * photographs / otherCores;
    }
}
