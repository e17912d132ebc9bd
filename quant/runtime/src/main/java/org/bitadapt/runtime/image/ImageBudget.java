package org.bitadapt.runtime.image;

import java.io.Serializable;
import java.util.Locale;

/**
 * How much memory the decoding of one image may take.
 *
 * @param bytes the most bytes beside the file itself, at least 1
 */
public record ImageBudget(long bytes) implements Serializable {

    /** Decoding gets a quarter of the heap: the rest is for the files, the decoded images, and the caller. */
    private static final int HEAP_PARTS = 4;

    private static final long MEGABYTE = 1_000_000;

    /** Checks the number. */
    public ImageBudget {
        if (bytes < 1) {
            throw new IllegalArgumentException("Invalid image budget: " + bytes + " bytes (must be at least 1)");
        }
    }

    /**
     * The budget of each image where this JVM decodes several images at the same time.
     *
     * @param atOnce the number of images that are decoded at the same time, at least 1
     */
    public static ImageBudget ofHeap(int atOnce) {
        return new ImageBudget(Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_PARTS / atOnce));
    }

    /** Refuses an image before memory is taken for it. */
    void require(long needed, int width, int height) throws InvalidImageException {
        if (needed > bytes) {
            throw new InvalidImageException(String.format(
                    Locale.ROOT,
                    "%d x %d pixels, which take %d MB of memory and may take %d",
                    width,
                    height,
                    (needed + MEGABYTE - 1) / MEGABYTE,
                    bytes / MEGABYTE));
        }
    }
}
