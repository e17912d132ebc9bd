package org.bitadapt.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random PNG and JPEG files, whole and damaged, read by Pillow, too. {@code -Dbitadapt.random.images} is their number,
 * {@code -Dbitadapt.random.seed} chooses them.
 */
class RandomImagesTest {

    private static final ImageBudget BUDGET = new ImageBudget(1 << 26);
    private static final String DAMAGED = "damaged-";

    @TempDir
    Path folder;

    /** Whole files are read, pixels equal those that Pillow reads, and files that Pillow refuses are refused. */
    @Test
    void pillowAgreesWithAllPixelsThatAreKept() throws IOException, InterruptedException, URISyntaxException {
        make(Integer.getInteger("bitadapt.random.images", 2000), Long.getLong("bitadapt.random.seed", 1));
        int kept = 0;
        Map<String, String> wrong = new TreeMap<>();
        for (Path file : images()) {
            String name = file.getFileName().toString();
            try {
                RgbImage image = EncodedImage.of(Files.readAllBytes(file)).decode(BUDGET);
                difference(image, folder.resolve(name + ".ppm")).ifPresent(found -> wrong.put(name, found));
                kept++;
            } catch (InvalidImageException e) {
                if (!name.startsWith(DAMAGED) || e.getMessage().contains("\n")) {
                    wrong.put(name, "refused: " + e.getMessage());
                }
            } catch (RuntimeException e) {
                wrong.put(name, e.toString());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(kept).isPositive();
    }

    private static Optional<String> difference(RgbImage image, Path pixmap) throws IOException {
        if (!Files.exists(pixmap)) {
            return Optional.of("kept, but Pillow cannot read it");
        }
        RgbImage expected = SampleImages.pixmap(Files.readAllBytes(pixmap));
        if (image.width() != expected.width() || image.height() != expected.height()) {
            return Optional.of("has " + image.width() + " x " + image.height() + " pixels, for Pillow "
                    + expected.width() + " x " + expected.height());
        }
        int other = Arrays.mismatch(image.pixels(), expected.pixels());
        return other < 0
                ? Optional.empty()
                : Optional.of("has " + (image.pixels()[other] & 0xff) + " at byte " + other + ", for Pillow "
                        + (expected.pixels()[other] & 0xff));
    }

    private List<Path> images() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".ppm"))
                    .sorted()
                    .toList();
        }
    }

    private void make(int count, long seed) throws IOException, InterruptedException, URISyntaxException {
        Optional<String> python = Stream.of("python3", "/usr/bin/python3")
                .filter(RandomImagesTest::hasPillow)
                .findFirst();
        assumeTrue(python.isPresent(), "Skipped: no python3 here has Pillow and NumPy (python3-pil, python3-numpy)");
        Path script = Path.of(getClass().getResource("random_images.py").toURI());
        Process process = new ProcessBuilder(
                        python.orElseThrow(), "-B", "-W", "ignore", script + "", folder + "", seed + "", count + "")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private static boolean hasPillow(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import PIL, numpy")
                            .redirectErrorStream(true)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
