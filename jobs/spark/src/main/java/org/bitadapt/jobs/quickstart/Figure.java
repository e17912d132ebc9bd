package org.bitadapt.jobs.quickstart;

/**
 * The classes of the generated images, as sets of points. A figure fills about the square {@code -1..1}; {@code u} runs
 * to the right and {@code v} down, before rotation.
 */
enum Figure {
    CIRCLE(Turn.ANY) {
        @Override
        boolean contains(double u, double v) {
            return u * u + v * v <= 0.85;
        }
    },
    RING(Turn.ANY) {
        @Override
        boolean contains(double u, double v) {
            double square = u * u + v * v;
            return square >= 0.3 && square <= 0.95;
        }
    },
    SQUARE(Turn.ANY) {
        @Override
        boolean contains(double u, double v) {
            return Math.max(Math.abs(u), Math.abs(v)) <= 0.8;
        }
    },
    TRIANGLE(Turn.ANY) {
        @Override
        boolean contains(double u, double v) {
            return v <= 0.6 && 1.75 * Math.abs(u) <= v + 1.05;
        }
    },
    CROSS(Turn.ANY) {
        @Override
        boolean contains(double u, double v) {
            return Math.min(Math.abs(u), Math.abs(v)) <= 0.26 && Math.max(Math.abs(u), Math.abs(v)) <= 1;
        }
    },
    HORIZONTAL_STRIPES(Turn.SLIGHT) {
        @Override
        boolean contains(double u, double v) {
            return inPatch(u, v) && isEven(v / STRIPE);
        }
    },
    VERTICAL_STRIPES(Turn.SLIGHT) {
        @Override
        boolean contains(double u, double v) {
            return inPatch(u, v) && isEven(u / STRIPE);
        }
    },
    DIAGONAL_STRIPES(Turn.SLIGHT_AND_QUARTERS) {
        @Override
        boolean contains(double u, double v) {
            return inPatch(u, v) && isEven((u + v) * HALF_ROOT / STRIPE);
        }
    },
    CHECKERBOARD(Turn.ANY) {
        @Override
        boolean contains(double u, double v) {
            return inPatch(u, v) && isEven(u / CELL) == isEven(v / CELL);
        }
    },
    DOTS(Turn.ANY) {
        @Override
        boolean contains(double u, double v) {
            double x = u / DOT_DISTANCE - Math.floor(u / DOT_DISTANCE) - 0.5;
            double y = v / DOT_DISTANCE - Math.floor(v / DOT_DISTANCE) - 0.5;
            return inPatch(u, v) && x * x + y * y <= 0.1;
        }
    };

    /** The turns by which a figure stays in its class. */
    enum Turn {
        ANY,
        /** The figure may be turned by 12 degrees either way. */
        SLIGHT,
        /** The figure may be turned by 12 degrees either way after any number of quarter turns. */
        SLIGHT_AND_QUARTERS
    }

    private static final double STRIPE = 0.28;
    private static final double CELL = 0.36;
    private static final double DOT_DISTANCE = 0.55;
    private static final double HALF_ROOT = Math.sqrt(0.5);

    private final Turn turn;

    Figure(Turn turn) {
        this.turn = turn;
    }

    /** Whether a point is part of the figure. */
    abstract boolean contains(double u, double v);

    Turn turn() {
        return turn;
    }

    /** Whether a point is in the round patch that textures fill. */
    private static boolean inPatch(double u, double v) {
        return u * u + v * v <= 1.2;
    }

    private static boolean isEven(double stripe) {
        return ((long) Math.floor(stripe) & 1) == 0;
    }
}
