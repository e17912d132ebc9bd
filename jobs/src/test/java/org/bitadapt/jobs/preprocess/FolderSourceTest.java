package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.preprocess.Preprocessing.Existing;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {

    private static final PreprocessOptions OPTIONS = new PreprocessOptions(0.25, 0.25, 3, 50, BadRecords.ERROR);

    private final JavaSparkContext spark = LocalSpark.context();

    @TempDir
    Path folder;

    @Test
    void cutsATestSplitFromOneLevelOfClasses() throws IOException {
        images("photos/cat", 16);
        images("photos/dog", 8);
        images("photos/.thumbnails", 1);
        DatasetManifest manifest = run(OPTIONS, 8);

        assertThat(manifest.classes()).containsExactly("cat", "dog");
        assertThat(manifest.image()).isEqualTo(new Shape(3, 8, 8));
        assertThat(manifest.split(Split.TEST).recordsPerClass()).containsExactly(4L, 2L);
        assertThat(manifest.split(Split.VALIDATION).recordsPerClass()).containsExactly(3L, 2L);
        assertThat(manifest.split(Split.TRAIN).recordsPerClass()).containsExactly(9L, 4L);
        assertThat(manifest.provenance().sources())
                .extracting("name", "files")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("cat", 16), org.assertj.core.groups.Tuple.tuple("dog", 8));
    }

    @Test
    void keepsTheTestSplitOfTwoLevels() throws IOException {
        images("photos/train/cat", 4);
        images("photos/train/dog", 4);
        images("photos/test/dog", 2);
        DatasetManifest manifest = run(OPTIONS, 8);

        assertThat(manifest.split(Split.TEST).recordsPerClass()).containsExactly(0L, 2L);
        assertThat(manifest.split(Split.TRAIN).records()).isEqualTo(6);
    }

    @Test
    void refusesAnEmptyFolderAndOneClass() throws IOException {
        Files.createDirectories(folder.resolve("photos"));
        assertThatThrownBy(() -> open(8))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("photos has 0 class folders (must have 2 or more)");
        images("photos/cat", 1);
        assertThatThrownBy(() -> open(8)).hasMessageContaining("photos has 1 class folders");
        Files.createDirectories(folder.resolve("photos/dog"));
        assertThatThrownBy(() -> open(8))
                .hasMessageMatching("Invalid class folder: .*photos/dog \\(must hold images\\)");
    }

    @Test
    void refusesATestClassThatIsNotTrained() throws IOException {
        images("photos/train/cat", 1);
        images("photos/train/dog", 1);
        images("photos/test/cow", 1);

        assertThatThrownBy(() -> open(8))
                .hasMessageMatching("Invalid class: cow in .*photos/test \\(must be one of the training classes\\)");
    }

    @Test
    void anUnreadableImageIsAnErrorThatNamesIt() throws IOException {
        images("photos/cat", 2);
        images("photos/dog", 2);
        Files.writeString(folder.resolve("photos/dog/readme.txt"), "dogs");

        assertThatThrownBy(() -> run(OPTIONS, 8))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "Unreadable image in dog/readme.txt (must be an undamaged PNG or JPEG; found: another format)");
        assertThat(folder.resolve("set")).doesNotExist();
    }

    @Test
    void damagedImagesAreQuarantined() throws IOException {
        images("photos/cat", 3);
        images("photos/dog", 3);
        Path png = folder.resolve("photos/cat/0.png");
        byte[] bytes = Files.readAllBytes(png);
        Files.write(png, Arrays.copyOf(bytes, bytes.length / 2));
        DatasetManifest manifest = run(new PreprocessOptions(0, 0, 3, 50, BadRecords.QUARANTINE), 8);

        assertThat(manifest.provenance().quarantined()).isEqualTo(1);
        assertThat(manifest.split(Split.TRAIN).recordsPerClass()).containsExactly(2L, 3L);
        assertThat(folder.resolve("set/quarantine/rejected.jsonl")).content().contains("\"cat/0.png\"");
    }

    @Test
    void cutsTheCentralSquareAndScalesItDown() throws IOException {
        BufferedImage image = new BufferedImage(300, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 90, 120);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(90, 0, 60, 120);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(150, 0, 60, 120);
        graphics.dispose();
        byte[] pixels = new ImageDecoder(4).decode(encode(image, "png"));

        // Columns 90..209: the left half green, the right half blue, no red; interpolation softens the middle.
        assertThat(pixels).hasSize(48);
        assertThat(List.of(pixels[0], pixels[1], pixels[2])).containsExactly((byte) 0, (byte) 255, (byte) 0);
        assertThat(List.of(pixels[9], pixels[10], pixels[11])).containsExactly((byte) 0, (byte) 0, (byte) 255);
    }

    @Test
    void averagesAllPixelsWhenScalingDown() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, (i % 64 + i / 64) % 2 == 0 ? 0xffffff : 0);
        }
        byte[] pixels = new ImageDecoder(8).decode(encode(image, "png"));

        for (byte pixel : pixels) {
            assertThat(pixel & 0xff).isBetween(125, 130);
        }
    }

    @Test
    void scalesUpAndReadsJpegGreyAndTransparency() throws IOException {
        BufferedImage grey = new BufferedImage(5, 7, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage clear = new BufferedImage(5, 7, BufferedImage.TYPE_INT_ARGB);

        assertThat(new ImageDecoder(16).decode(encode(grey, "jpeg"))).hasSize(768);
        assertThat(new ImageDecoder(16).decode(encode(clear, "png"))).containsOnly((byte) 0);
    }

    private DatasetManifest run(PreprocessOptions options, int side) throws IOException {
        return new Preprocessing(spark, open(side), options)
                .run(new org.apache.hadoop.fs.Path(folder.resolve("set").toUri()), Existing.KEEP)
                .dataset()
                .manifest();
    }

    private FolderSource open(int side) throws IOException {
        return FolderSource.open(
                new org.apache.hadoop.fs.Path(folder.resolve("photos").toUri()), side, spark.hadoopConfiguration());
    }

    private void images(String name, int count) throws IOException {
        Path target = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i % 12, i % 10, 0x336699 + i);
            Files.write(target.resolve(i + ".png"), encode(image, "png"));
        }
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }
}
