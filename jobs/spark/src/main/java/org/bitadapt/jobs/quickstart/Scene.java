package org.bitadapt.jobs.quickstart;

import java.util.SplittableRandom;

/**
 * One generated image: a light figure of random place, size, turn and colour, before a dark gradient with distracting
 * bars, under noise. The drawing uses exactly rounded arithmetic only, so that every JDK draws the same bytes.
 */
final class Scene {

    static final int SIDE = 32;

    private static final int CHANNELS = 3;
    private static final int SAMPLES = 3;

    private final SplittableRandom random;
    private final Placed figure;
    private final Placed[] bars;
    private final double[] figureColour;
    private final double[][] barColours;
    private final double[] background;
    private final double[] slopeX;
    private final double[] slopeY;
    private final double noise;

    Scene(Figure kind, SplittableRandom random) {
        this.random = random;
        figure = place(kind);
        background = colour(20, 110);
        figureColour = colour(140, 240);
        slopeX = slope();
        slopeY = slope();
        bars = new Placed[1 + random.nextInt(3)];
        barColours = new double[bars.length][];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = bar();
            barColours[i] = colour(60, 170);
        }
        noise = between(3, 12);
    }

    /** The three planes, red, green and blue, row-major, unsigned 8 bit. */
    byte[] planes() {
        byte[] planes = new byte[CHANNELS * SIDE * SIDE];
        double[] colour = new double[CHANNELS];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                paint(x, y, colour);
                for (int channel = 0; channel < CHANNELS; channel++) {
                    double code = colour[channel] + noise * bell();
                    planes[(channel * SIDE + y) * SIDE + x] = (byte) Math.max(0, Math.min(255, Math.round(code)));
                }
            }
        }
        return planes;
    }

    private void paint(int x, int y, double[] colour) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            colour[channel] = background[channel]
                    + slopeX[channel] * (x - SIDE / 2.0) / SIDE
                    + slopeY[channel] * (y - SIDE / 2.0) / SIDE;
        }
        for (int i = 0; i < bars.length; i++) {
            blend(colour, barColours[i], bars[i].coverage(x, y));
        }
        blend(colour, figureColour, figure.coverage(x, y));
    }

    private static void blend(double[] colour, double[] over, double coverage) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            colour[channel] += coverage * (over[channel] - colour[channel]);
        }
    }

    private Placed place(Figure kind) {
        double degrees = switch (kind.turn()) {
            case ANY -> between(0, 360);
            case SLIGHT -> between(-12, 12);
            case SLIGHT_AND_QUARTERS -> between(-12, 12) + 90 * random.nextInt(4);
        };
        double radius = between(9, 13);
        double room = SIDE / 2.0 - radius + 2;
        return new Placed(
                kind::contains,
                SIDE / 2.0 + between(-room, room),
                SIDE / 2.0 + between(-room, room),
                radius,
                radius * between(0.85, 1.15),
                degrees);
    }

    /** A thin bar at the rim or across the image. */
    private Placed bar() {
        return new Placed(
                (u, v) -> Math.abs(u) <= 1 && Math.abs(v) <= 1,
                between(0, SIDE),
                between(0, SIDE),
                between(3, 9),
                between(0.7, 1.6),
                between(0, 360));
    }

    private double[] colour(double least, double most) {
        return new double[] {between(least, most), between(least, most), between(least, most)};
    }

    private double[] slope() {
        double grey = between(-40, 40);
        return new double[] {grey + between(-15, 15), grey + between(-15, 15), grey + between(-15, 15)};
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** A random number, about normal with variance 1: the sum of three uniform numbers of variance 1/3. */
    private double bell() {
        return between(-1, 1) + between(-1, 1) + between(-1, 1);
    }

    /** A set of points with a place in the image. */
    private static final class Placed {
        private final PointSet points;
        private final double centreX;
        private final double centreY;
        private final double radiusU;
        private final double radiusV;
        private final double cosine;
        private final double sine;

        Placed(PointSet points, double centreX, double centreY, double radiusU, double radiusV, double degrees) {
            this.points = points;
            this.centreX = centreX;
            this.centreY = centreY;
            this.radiusU = radiusU;
            this.radiusV = radiusV;
            cosine = StrictMath.cos(StrictMath.toRadians(degrees));
            sine = StrictMath.sin(StrictMath.toRadians(degrees));
        }

        /** The share of a pixel's samples that are inside. */
        double coverage(int x, int y) {
            int inside = 0;
            for (int row = 0; row < SAMPLES; row++) {
                double dy = y + (row + 0.5) / SAMPLES - centreY;
                for (int column = 0; column < SAMPLES; column++) {
                    double dx = x + (column + 0.5) / SAMPLES - centreX;
                    inside += contains(dx, dy) ? 1 : 0;
                }
            }
            return inside / (double) (SAMPLES * SAMPLES);
        }

        private boolean contains(double dx, double dy) {
            return points.contains((dx * cosine + dy * sine) / radiusU, (dy * cosine - dx * sine) / radiusV);
        }
    }

    @FunctionalInterface
    private interface PointSet {
        boolean contains(double u, double v);
    }
}
