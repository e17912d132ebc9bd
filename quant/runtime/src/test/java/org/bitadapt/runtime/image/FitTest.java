package org.bitadapt.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The visible parts of a picture of three stripes were found by hand. */
class FitTest {

    private static final int STRIPE = 100;

    /** Upright stripes, red, green and blue, each 100 pixels wide and 120 high. */
    private static RgbImage wide() {
        byte[] pixels = new byte[3 * 3 * STRIPE * 120];
        for (int i = 0; i < pixels.length / 3; i++) {
            pixels[3 * i + i % (3 * STRIPE) / STRIPE] = (byte) 255;
        }
        return new RgbImage(3 * STRIPE, 120, pixels);
    }

    /** Lying stripes, red above green above blue, each 120 pixels wide and 100 high. */
    private static RgbImage high() {
        byte[] pixels = new byte[3 * 3 * STRIPE * 120];
        for (int i = 0; i < pixels.length / 3; i++) {
            pixels[3 * i + i / 120 / STRIPE] = (byte) 255;
        }
        return new RgbImage(120, 3 * STRIPE, pixels);
    }

    /** The letters of the colours of a row; a dot is black, and a question mark is a mixture. */
    private static String row(RgbImage image, int y) {
        StringBuilder row = new StringBuilder();
        for (int x = 0; x < image.width(); x++) {
            row.append(letter(image, x, y));
        }
        return row.toString();
    }

    private static String column(RgbImage image, int x) {
        StringBuilder column = new StringBuilder();
        for (int y = 0; y < image.height(); y++) {
            column.append(letter(image, x, y));
        }
        return column.toString();
    }

    private static char letter(RgbImage image, int x, int y) {
        List<Integer> levels = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            levels.add(image.pixels()[3 * (y * image.width() + x) + channel] & 0xff);
        }
        int bright = levels.stream().mapToInt(Integer::intValue).max().orElseThrow();
        boolean isMixed = levels.stream().filter(level -> level > 8).count() > 1;
        return bright <= 8 ? '.' : isMixed || bright < 247 ? '?' : "RGB".charAt(levels.indexOf(bright));
    }

    /** The central 120 columns are 10 red, 100 green and 10 blue ones: the outer twelfths, softened. */
    @Test
    void cropShowsTheCentre() {
        RgbImage wide = wide().fit(12, 12, Fit.CROP);
        assertThat(row(wide, 6)).matches("[R?][G?]G{8}[G?][B?]");
        assertThat(wide.pixels()[0] & 0xff).isBetween(128, 255);
        assertThat(wide.pixels()[3 * 11 + 2] & 0xff).isBetween(128, 255);
        assertThat(column(high().fit(12, 12, Fit.CROP), 6)).matches("[R?][G?]G{8}[G?][B?]");
    }

    @Test
    void stretchShowsAllInOtherProportions() {
        assertThat(row(wide().fit(12, 12, Fit.STRETCH), 0)).matches("RRR[R?][G?]GG[G?][B?]BBB");
        assertThat(column(high().fit(12, 12, Fit.STRETCH), 11)).matches("RRR[R?][G?]GG[G?][B?]BBB");
    }

    /** 300 x 120 becomes 15 x 6 of 15 x 15: 4 black rows above it and 5 below. */
    @Test
    void padShowsAllOnBlack() {
        RgbImage wide = wide().fit(15, 15, Fit.PAD);
        assertThat(column(wide, 2)).isEqualTo("....RRRRRR.....");
        assertThat(row(wide, 4)).matches("RRRR[R?][G?]GGG[G?][B?]BBBB");
        RgbImage high = high().fit(15, 15, Fit.PAD);
        assertThat(row(high, 2)).isEqualTo("....RRRRRR.....");
        assertThat(column(high, 4)).matches("RRRR[R?][G?]GGG[G?][B?]BBBB");
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void aSmallPictureGrowsAndOneOfTheShapeStays(Fit fit) {
        RgbImage grey = new RgbImage(2, 2, new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9});
        assertThat(grey.fit(7, 7, fit).pixels()).hasSize(147).containsOnly(9);
        assertThat(grey.fit(2, 2, fit)).isSameAs(grey);
    }

    /** The thinnest of pictures still is a pixel wide. */
    @ParameterizedTest
    @CsvSource({"1000,1,CROP", "1000,1,STRETCH", "1000,1,PAD", "1,1000,CROP", "1,1000,STRETCH", "1,1000,PAD"})
    void aLineIsSeen(int width, int height, Fit fit) {
        byte[] pixels = new byte[3000];
        java.util.Arrays.fill(pixels, (byte) 200);
        RgbImage image = new RgbImage(width, height, pixels).fit(8, 8, fit);
        assertThat(image.pixels()).hasSize(192).contains((byte) 200);
    }

    @Test
    void fitsHaveNames() {
        for (Fit fit : Fit.values()) {
            assertThat(Fit.of(fit.word())).isEqualTo(fit);
        }
        assertThatThrownBy(() -> Fit.of("CROP")).hasMessage("Invalid fit: CROP (must be crop, stretch, pad)");
    }
}
