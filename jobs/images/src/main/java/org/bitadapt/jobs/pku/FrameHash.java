package org.bitadapt.jobs.pku;

/**
 * A hash that is nearly the same for photographs whose upper two thirds look nearly the same: bit {@code 8 y + x} says
 * whether cell {@code (x, y)} of a grid of 9 x 8 mean luminances is darker than the one to its right. The lower third
 * is mostly road, and rows that neither the hash nor a car needs are not decoded.
 *
 * @see <a href="https://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html">dHash</a>
 */
final class FrameHash {

    private static final int COLUMNS = 9;
    private static final int ROWS = 8;
    private static final int SAMPLES = 16;

    private FrameHash() {}

    /** The number of rows that count, of a photograph of a size. */
    static int rows(FrameSize frame) {
        return frame.height() * 2 / 3;
    }

    /**
     * The hash of a photograph.
     *
     * @param picture the photograph, at least the rows that count, decoded or as means
     * @param frame the size of the photograph
     */
    static long of(YcbcrPlanes picture, FrameSize frame) {
        int height = rows(frame);
        long[] means = new long[COLUMNS * ROWS];
        for (int y = 0; y < ROWS * SAMPLES; y++) {
            int row = (int) ((y + 0.5) * height / (ROWS * SAMPLES));
            for (int x = 0; x < COLUMNS * SAMPLES; x++) {
                int column = (int) ((x + 0.5) * frame.width() / (COLUMNS * SAMPLES));
                means[y / SAMPLES * COLUMNS + x / SAMPLES] += picture.blockLight(column, row);
            }
        }
        long hash = 0;
        for (int y = 0; y < ROWS; y++) {
            for (int x = 0; x < COLUMNS - 1; x++) {
                if (means[y * COLUMNS + x] < means[y * COLUMNS + x + 1]) {
                    hash |= 1L << (8 * y + x);
                }
            }
        }
        return hash;
    }
}
