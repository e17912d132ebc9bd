package org.bitadapt.runtime.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bitadapt.runtime.Logits;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.image.EncodedImage;
import org.bitadapt.runtime.image.Fit;
import org.bitadapt.runtime.image.ImageBudget;
import org.bitadapt.runtime.image.InvalidImageException;
import org.bitadapt.runtime.image.RgbImage;

/** Says the classes of image files, one line a file, one file after the other. */
final class Classification {

    private static final long MOST_FILE_BYTES = 1L << 28;

    private final ClassificationOptions options;

    Classification(ClassificationOptions options) {
        this.options = options;
    }

    /**
     * A class and how likely it is.
     *
     * @param name the name of the class, or {@code class N} in a model without names
     */
    private record Score(String name, float probability) {}

    /**
     * Classifies all images. An image that cannot be read gets a line of its own, and the other images are classified
     * all the same.
     *
     * @return whether all images could be read
     */
    boolean run(PrintStream out, PrintStream err) throws IOException {
        PackedModel model = PackedModel.load(options.model());
        boolean isWhole = true;
        Width width = options.width().widest(model, options.model().toString());
        SessionOptions running = new SessionOptions(options.engine(), options.threads());
        try (Session session = model.openSession(running, List.of(width))) {
            float[] logits = new float[model.classes()];
            for (String image : options.images()) {
                byte[] pixels;
                try {
                    pixels = pixels(Path.of(image), model.inputShape(), model.fit());
                } catch (InvalidImage e) {
                    err.println(e.getMessage());
                    isWhole = false;
                    continue;
                }
                session.run(pixels, logits);
                List<Score> scores = best(logits, model.classNames());
                out.println(options.json() ? json(image, scores) : text(image, scores));
            }
        }
        return isWhole;
    }

    private List<Score> best(float[] logits, List<String> names) {
        float[] probabilities = Logits.softmax(logits, 0, logits.length);
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparing((Integer label) -> logits[label]).reversed())
                .limit(options.top())
                .map(label -> new Score(names.isEmpty() ? "class " + label : names.get(label), probabilities[label]))
                .toList();
    }

    /** The image's name, then the class and probability of each score, separated by tabs. */
    private static String text(String image, List<Score> scores) {
        return image
                + scores.stream()
                        .map(score -> String.format(Locale.ROOT, "\t%s\t%.4f", score.name, score.probability))
                        .collect(Collectors.joining());
    }

    /** The line {@code {"image": ..., "classes": [{"class": ..., "probability": ...}]}}. */
    private static String json(String image, List<Score> scores) {
        return scores.stream()
                .map(score -> "{\"class\": " + quoted(score.name) + ", \"probability\": "
                        + String.format(Locale.ROOT, "%.6f", score.probability) + "}")
                .collect(Collectors.joining(", ", "{\"image\": " + quoted(image) + ", \"classes\": [", "]}"));
    }

    /** A text as a string of JSON (RFC 8259, section 7). */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Thrown for an image that cannot be read; the message is for users. */
    private static final class InvalidImage extends Exception {

        private static final long serialVersionUID = 1;

        InvalidImage(Path file, String rule, Exception cause) {
            super("Invalid image: " + file + " (must be " + rule + ")", cause);
        }
    }

    /** Reads an image, fits it to the model's size, and lays out its bytes: red, green and blue, or grey. */
    private static byte[] pixels(Path file, SlotShape shape, Fit fit) throws IOException, InvalidImage {
        if (shape.channels() != 3 && shape.channels() != 1) {
            throw new IllegalArgumentException(
                    "Invalid model: " + shape.channels() + " input channels (must be 1 or 3 to run image files)");
        }
        try {
            RgbImage image =
                    EncodedImage.of(bytes(file)).fit(shape.width(), shape.height(), fit, ImageBudget.ofHeap(1));
            return shape.channels() == 1 ? image.grey() : image.pixels();
        } catch (InvalidImageException e) {
            throw new InvalidImage(file, "an undamaged PNG or JPEG; found: " + e.getMessage(), e);
        }
    }

    /** The bytes of a regular file. A pipe or a device is refused, because its end may never come. */
    private static byte[] bytes(Path file) throws IOException, InvalidImage {
        if (!Files.isRegularFile(file)) {
            throw new InvalidImage(file, "a readable file", new NoSuchFileException(file.toString()));
        }
        if (Files.size(file) > MOST_FILE_BYTES) {
            throw new InvalidImage(file, "a file of at most " + MOST_FILE_BYTES + " bytes", null);
        }
        return Files.readAllBytes(file);
    }
}
