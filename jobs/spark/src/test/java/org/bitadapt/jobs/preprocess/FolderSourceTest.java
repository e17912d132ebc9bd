package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.image.ImageDecoder;
import org.bitadapt.jobs.preprocess.Preprocessing.Existing;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.runtime.image.Fit;
import org.bitadapt.runtime.image.ImageBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({"train, val, test", "Train, Valid, Test", "TRAIN, VALIDATION, TEST", "training, validation, testing"})
    void splitsAreKnownInAnyUsualSpelling(String train, String validation, String test) throws IOException {
        for (String name : List.of("cat", "dog")) {
            images("photos/" + train + "/" + name, 4);
            images("photos/" + validation + "/" + name, 3);
            images("photos/" + test + "/" + name, 2);
        }
        DatasetManifest manifest = run(OPTIONS, 8);

        assertThat(manifest.classes()).containsExactly("cat", "dog");
        assertThat(manifest.split(Split.TRAIN).recordsPerClass()).containsExactly(4L, 4L);
        assertThat(manifest.split(Split.VALIDATION).recordsPerClass()).containsExactly(3L, 3L);
        assertThat(manifest.split(Split.TEST).recordsPerClass()).containsExactly(2L, 2L);
    }

    @Test
    void whatIsCutIsCutFromTheTrainingSplitOnly() throws IOException {
        for (String name : List.of("cat", "dog")) {
            images("photos/train/" + name, 8);
            images("photos/val/" + name, 3);
        }
        DatasetManifest manifest = run(OPTIONS, 8);

        assertThat(manifest.split(Split.TRAIN).recordsPerClass()).containsExactly(6L, 6L);
        assertThat(manifest.split(Split.VALIDATION).recordsPerClass()).containsExactly(3L, 3L);
        assertThat(manifest.split(Split.TEST).recordsPerClass()).containsExactly(2L, 2L);
    }

    @Test
    void aClassMayBeCalledLikeASplit() throws IOException {
        images("photos/bus", 4);
        images("photos/train", 4);

        assertThat(open(8).classes()).containsExactly("bus", "train");
    }

    @Test
    void refusesSplitsThatNobodyCanTellApart() throws IOException {
        images("photos/Test", 2);
        images("photos/Train", 2);
        assertThatThrownBy(() -> open(8))
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching("Invalid folders Test, Train in .*photos"
                        + " \\(must be classes, or splits with classes in them\\)");
        images("photos/Test/cat", 2);
        assertThatThrownBy(() -> open(8))
                .hasMessageMatching("Invalid folder Test in .*photos \\(must be beside a folder train\\)");
        images("photos/Train/cat", 2);
        images("photos/training/cat", 2);
        assertThatThrownBy(() -> open(8))
                .hasMessageMatching("Invalid folders Train, training in .*photos \\(must be one a split\\)");
    }

    @Test
    void aClassMayBeginWithAnUnderscore() throws IOException {
        images("photos/_background_", 4);
        images("photos/cat", 4);

        assertThat(run(OPTIONS, 8).classes()).containsExactly("_background_", "cat");
    }

    @Test
    void everyFileIsUsedOrCounted() throws IOException {
        images("photos/train/cat", 4);
        images("photos/train/dog/more", 4);
        images("photos/train/dog/.ipynb_checkpoints", 1);
        images("photos/train/dog/__MACOSX", 2);
        images("photos/.git", 1);
        images("photos/extra", 3);
        copy("photos/train/cat/0.png", "photos/train/stray.png");
        copy("photos/train/cat/0.png", "photos/train/cat/UPPER.PNG");
        copy("photos/train/cat/0.png", "photos/train/cat/._0.png");
        Files.writeString(folder.resolve("photos/train/cat/labels.csv"), "");
        Files.writeString(folder.resolve("photos/train/cat/Thumbs.db"), "");
        Files.createSymbolicLink(folder.resolve("photos/train/dog/again"), folder.resolve("photos/train"));
        Files.createSymbolicLink(folder.resolve("photos/train/dog/gone.png"), folder.resolve("gone.png"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("photos/train/dog/pipe.png") + "")
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .isZero();
        DatasetManifest manifest = run(OPTIONS, 8);

        assertThat(manifest.provenance().leftOut())
                .containsOnly(
                        entry("hidden", 6L),
                        entry("linkedFolder", 1L),
                        entry("notRegular", 1L),
                        entry("otherType", 1L),
                        entry("outsideClasses", 4L),
                        entry("unreachable", 1L));
        assertThat(Arrays.stream(Split.values())
                        .mapToLong(split -> manifest.split(split).records())
                        .sum())
                .isEqualTo(9);
    }

    /** Links to folders elsewhere are how people put classes together. */
    @Test
    void aLinkToAFolderElsewhereIsFollowedOnce() throws IOException {
        images("elsewhere/cat", 4);
        images("photos/dog", 4);
        Files.createSymbolicLink(folder.resolve("photos/cat"), folder.resolve("elsewhere/cat"));
        Files.createSymbolicLink(folder.resolve("elsewhere/cat/loop"), folder.resolve("elsewhere"));
        DatasetManifest manifest = run(new PreprocessOptions(0, 0, 3, 50, BadRecords.ERROR), 8);

        assertThat(manifest.split(Split.TRAIN).recordsPerClass()).containsExactly(4L, 4L);
        assertThat(manifest.provenance().leftOut()).containsOnly(entry("linkedFolder", 1L));
    }

    @Test
    void namesAreNotPatternsOrAddresses() throws IOException {
        List<String> names = List.of("[cat] {a,b}", "dog: *?", "100% #1 + \u732b", "a b\\c");
        for (String name : names) {
            images("photos/" + name, 3);
            copy("photos/" + name + "/0.png", "photos/" + name + "/" + name + ".png");
        }
        DatasetManifest manifest = run(new PreprocessOptions(0, 0, 3, 50, BadRecords.ERROR), 8);

        assertThat(manifest.classes()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(manifest.split(Split.TRAIN).recordsPerClass()).containsExactly(4L, 4L, 4L, 4L);
    }

    @Test
    void refusesAClassWhoseNameIsNoLine() throws IOException {
        images("photos/cat", 1);
        images("photos/do\ng", 1);
        assertThatThrownBy(() -> open(8))
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching(
                        "Invalid class name: 'do\\?g' in .*photos \\(must be one line without control characters\\)");
    }

    @Test
    void anImageThatTakesTooMuchMemoryIsQuarantined() throws IOException {
        images("photos/cat", 2);
        images("photos/dog", 2);
        byte[] png = Files.readAllBytes(folder.resolve("photos/cat/0.png"));
        // The header says 50,000 columns and rows, with the checksum that goes with them.
        System.arraycopy(new byte[] {0, 0, (byte) 0xc3, 0x50, 0, 0, (byte) 0xc3, 0x50}, 0, png, 16, 8);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        Files.write(folder.resolve("photos/cat/0.png"), png);
        DatasetManifest manifest = run(new PreprocessOptions(0, 0, 3, 50, BadRecords.QUARANTINE), 8);

        assertThat(manifest.provenance().quarantined()).isEqualTo(1);
        assertThat(folder.resolve("set/quarantine/rejected.jsonl"))
                .content()
                .contains("2500000000 pixels, which are more than 100000000");
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
        Files.writeString(folder.resolve("photos/dog/dogs.jpg"), "dogs");

        assertThatThrownBy(() -> run(OPTIONS, 8))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "Unreadable image in dog/dogs.jpg (must be an undamaged PNG or JPEG; found: another format)");
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
        byte[] pixels = decoder(4).decode(encode(image, "png"), ImageBudget.ofHeap(1));

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
        byte[] pixels = decoder(8).decode(encode(image, "png"), ImageBudget.ofHeap(1));

        for (byte pixel : pixels) {
            assertThat(pixel & 0xff).isBetween(125, 130);
        }
    }

    @Test
    void scalesUpAndReadsJpegGreyAndTransparency() throws IOException {
        BufferedImage grey = new BufferedImage(5, 7, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage clear = new BufferedImage(5, 7, BufferedImage.TYPE_INT_ARGB);

        assertThat(decoder(16).decode(encode(grey, "jpeg"), ImageBudget.ofHeap(1)))
                .hasSize(768);
        assertThat(decoder(16).decode(encode(clear, "png"), ImageBudget.ofHeap(1)))
                .containsOnly((byte) 0);
    }

    private DatasetManifest run(PreprocessOptions options, int side) throws IOException {
        return new Preprocessing(spark, open(side), options)
                .run(new org.apache.hadoop.fs.Path(folder.resolve("set").toUri()), Existing.KEEP)
                .dataset()
                .manifest();
    }

    private FolderSource open(int side) throws IOException {
        return FolderSource.open(
                new org.apache.hadoop.fs.Path(folder.resolve("photos").toUri()),
                side,
                Fit.CROP,
                spark.hadoopConfiguration());
    }

    private static ImageDecoder decoder(int side) {
        return new ImageDecoder(new Shape(3, side, side), Fit.CROP);
    }

    private void images(String name, int count) throws IOException {
        Path target = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i % 12, i % 10, 0x336699 + i);
            Files.write(target.resolve(i + ".png"), encode(image, "png"));
        }
    }

    private void copy(String from, String to) throws IOException {
        Files.copy(folder.resolve(from), folder.resolve(to));
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }
}
