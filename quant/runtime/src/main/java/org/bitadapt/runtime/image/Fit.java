package org.bitadapt.runtime.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a picture of another shape is brought to the shape that a network reads. */
public enum Fit {
    /** The largest centred part with the proportions of the shape is scaled; the rest of the picture is lost. */
    CROP {
        @Override
        Region part(int width, int height, int shapeWidth, int shapeHeight) {
            return Region.centre(width, height, shapeWidth, shapeHeight);
        }
    },
    /** The whole picture is scaled, which changes the proportions of things. */
    STRETCH,
    /** The whole picture is scaled with its proportions and centred, with black on two sides. */
    PAD {
        @Override
        Region place(int width, int height, int shapeWidth, int shapeHeight) {
            double scale = Math.min((double) shapeWidth / width, (double) shapeHeight / height);
            int across = scaled(width, scale, shapeWidth);
            int down = scaled(height, scale, shapeHeight);
            return new Region((shapeWidth - across) / 2, (shapeHeight - down) / 2, across, down);
        }
    };

    /** The key of the fit among a packed model's properties. A model without this property crops. */
    public static final String PROPERTY = "image.fit";

    /**
     * The fit with the given name.
     *
     * @param word {@code crop}, {@code stretch} or {@code pad}
     * @throws IllegalArgumentException if {@code word} is none of these names
     */
    public static Fit of(String word) {
        return Arrays.stream(values())
                .filter(fit -> fit.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Invalid fit: " + word + " (must be " + words() + ")"));
    }

    /** The fit's name in files and on command lines, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of a picture that the network sees. */
    Region part(int width, int height, int shapeWidth, int shapeHeight) {
        return Region.all(width, height);
    }

    /** Where the part of the picture that the network sees lies in the shape, once it is scaled. */
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
