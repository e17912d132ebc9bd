package org.bitadapt.jobs.preprocess;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** A folder such as strangers have: classes, splits, and whatever else, under names from all of Unicode. */
final class RandomFolder {

    private static final List<String> SPLITS =
            List.of("train", "Train", "training", "val", "VALID", "validation", "test", "Testing");
    private static final List<String> WORDS = List.of(
            "cat",
            "Cat",
            "dog",
            "a b",
            "x.y",
            "[a]{b}",
            "*?",
            "a:b",
            "a#b%20",
            "back\\slash",
            "-n",
            "~",
            "$HOME",
            "'q\"",
            "_x",
            "__MACOSX",
            ".hidden",
            "...",
            "Thumbs.db",
            "\u732b",
            "\ud83d\udc31",
            "e\u0301",
            "\u00e9",
            "\u05d0\u05d1",
            "\u202eabc",
            "\u00a0",
            "\ufeffx",
            "caf\u00e9 ",
            "nul",
            "%00",
            "line\nbreak",
            "tab\tstop",
            "\u0001",
            "\ufffd");
    private static final List<String> ENDINGS =
            List.of(".png", ".PNG", ".jpg", ".Jpeg", ".jpe", ".jfif", ".gif", ".txt", "", ".png.txt");

    private final Path root;
    private final Path outside;
    private final Random random;
    private final Map<Path, Integer> colours = new TreeMap<>();

    private boolean isDamaged;

    /**
     * Makes the folder.
     *
     * @param place a new folder, which gets the folder and beside it another folder that links lead to
     */
    RandomFolder(Path place, long seed) throws IOException {
        root = Files.createDirectories(place.resolve("photos"));
        outside = Files.createDirectories(place.resolve("elsewhere"));
        random = new Random(seed);
        isDamaged = random.nextInt(3) == 0;
        plainImage(outside, "linked");
        boolean hasSplits = random.nextBoolean();
        List<String> classes = random.ints(2 + random.nextInt(3), 0, WORDS.size())
                .mapToObj(i -> random.nextInt(3) == 0 ? WORDS.get(i) : "class" + i % 7)
                .toList();
        if (hasSplits) {
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                classes(folder(root, i == 0 ? "train" : SPLITS.get(random.nextInt(SPLITS.size()))), classes);
            }
        } else {
            classes(root, classes);
        }
        clutter(root, random.nextInt(3));
    }

    Path root() {
        return root;
    }

    /** The colour of an image, or of the image that a link leads to. */
    int colour(String name) throws IOException {
        return colours.get(root.resolve(name).toRealPath());
    }

    /**
     * The number of files, counted by the JDK: a link counts as one file and is not followed.
     */
    long files() throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .count();
        }
    }

    private void classes(Path parent, List<String> names) throws IOException {
        for (String name : names) {
            Path folder = folder(parent, name);
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                plainImage(folder, "image" + i);
            }
            clutter(folder, random.nextInt(3));
        }
    }

    private void clutter(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            String name = name() + ENDINGS.get(random.nextInt(ENDINGS.size()));
            Path file = folder.resolve(name);
            switch (Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? 7 : random.nextInt(8)) {
                case 0 -> clutter(folder(folder, name()), random.nextInt(3));
                case 1 -> Files.createSymbolicLink(file, target());
                case 2 -> special(file);
                case 3 -> Files.createDirectories(file);
                case 4 -> damagedImage(file);
                default -> plainImage(folder, name());
            }
        }
    }

    private Path target() {
        Path image = colours.keySet().iterator().next();
        return List.of(root, root.getParent(), Path.of("nowhere"), Path.of("."), image, image)
                .get(random.nextInt(6));
    }

    private static void special(Path file) throws IOException {
        try {
            new ProcessBuilder("mkfifo", "--", file.toString()).start().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void plainImage(Path folder, String name) throws IOException {
        Path file = folder.toRealPath().resolve(name + (random.nextInt(4) == 0 ? ".PNG" : ".png"));
        int colour = random.nextInt(1 << 24);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.write(file, image(colour));
            colours.put(file, colour);
        }
    }

    private void damagedImage(Path file) throws IOException {
        byte[] bytes = image(random.nextInt(1 << 24));
        if (isDamaged && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.write(file, random.nextBoolean() ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : new byte[3]);
        }
    }

    private String name() {
        if (random.nextBoolean()) {
            return WORDS.get(random.nextInt(WORDS.size()));
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            int character = random.nextInt(Character.MAX_CODE_POINT + 1);
            boolean isSurrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            name.appendCodePoint(isSurrogate || character == 0 || character == '/' ? 'x' : character);
        }
        return name.toString();
    }

    private static Path folder(Path parent, String name) throws IOException {
        try {
            return Files.createDirectories(parent.resolve(name));
        } catch (FileSystemException e) {
            return parent; // A file is there.
        }
    }

    private byte[] image(int colour) {
        BufferedImage image =
                new BufferedImage(1 + random.nextInt(20), 1 + random.nextInt(20), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            image.setRGB(i % image.getWidth(), i / image.getWidth(), colour);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
