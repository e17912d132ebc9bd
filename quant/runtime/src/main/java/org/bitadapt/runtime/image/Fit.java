package org.bitadapt.runtime.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a picture of another shape comes to the shape that a network reads. */
public enum Fit {
    /** The largest centred part of the shape is scaled; what lies outside is lost. */
    CROP {
        @Override
        Region part(int width, int height, int shapeWidth, int shapeHeight) {
            return Region.centre(width, height, shapeWidth, shapeHeight);
        }
    },
    /** The whole picture is scaled; things change their proportions. */
    STRETCH,
    /** The whole picture is scaled as it is and centred, with black on two sides. */
    PAD {
        @Override
        Region place(int width, int height, int shapeWidth, int shapeHeight) {
            double scale = Math.min((double) shapeWidth / width, (double) shapeHeight / height);
            int across = scaled(width, scale, shapeWidth);
            int down = scaled(height, scale, shapeHeight);
            return new Region((shapeWidth - across) / 2, (shapeHeight - down) / 2, across, down);
        }
    };

    /** Its key among a packed model's properties. A model without it crops. */
    public static final String PROPERTY = "image.fit";

    /**
     * The one of a name.
     *
     * @param word {@code crop}, {@code stretch} or {@code pad}
     * @throws IllegalArgumentException if it is none of them
     */
    public static Fit of(String word) {
        return Arrays.stream(values())
                .filter(fit -> fit.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Invalid fit: " + word + " (must be " + words() + ")"));
    }

    /** Its name in files and on command lines, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of a picture that is seen. */
    Region part(int width, int height, int shapeWidth, int shapeHeight) {
        return Region.all(width, height);
    }

    /** Where that part, scaled, lies in the shape. */
    Region place(int width, int height, int shapeWidth, int shapeHeight) {
        return Region.all(shapeWidth, shapeHeight);
    }

    private static int scaled(int length, double scale, int most) {
        return Math.max(1, Math.min(most, (int) Math.round(length * scale)));
    }

    private static String words() {
        return Arrays.stream(values()).map(Fit::word).collect(Collectors.joining(", "));
    }
}
