package org.bitadapt.runtime.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.runtime.EngineChoice;

/**
 * Which images to classify, and how.
 *
 * @param model a model file
 * @param images the image files, at least one
 * @param top how many classes are said of each image, from the likeliest on; 1 or more
 * @param json whether each line of the output is a JSON object
 * @param threads the number of threads of the session
 * @param engine the choice of the engine
 * @param width the bits of weights and maps
 */
record ClassificationOptions(
        Path model, List<String> images, int top, boolean json, int threads, EngineChoice engine, WidthChoice width) {

    private static final String JSON = "--json";

    ClassificationOptions {
        images = List.copyOf(images);
        if (top < 1) {
            throw new IllegalArgumentException("Invalid --top: " + top + " (must be 1 or more)");
        }
        if (images.isEmpty()) {
            throw new IllegalArgumentException("Missing images: run needs MODEL.bnn and at least one PNG or JPEG file");
        }
    }

    /** Reads options, which may stand anywhere; behind {@code --} every argument is an image. */
    static ClassificationOptions parse(List<String> arguments) {
        List<String> places = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        boolean json = false;
        boolean isOver = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (isOver || !argument.startsWith("--")) {
                places.add(argument);
            } else if (argument.equals("--")) {
                isOver = true;
            } else if (argument.equals(JSON)) {
                json = true;
            } else {
                pairs.addAll(arguments.subList(i, Math.min(i + 2, arguments.size())));
                i++;
            }
        }
        Options options =
                Options.parse(pairs, List.of("--top", "--threads", "--engine", WidthChoice.WEIGHTS, WidthChoice.MAPS));
        if (places.isEmpty()) {
            throw new IllegalArgumentException("Missing model: run needs MODEL.bnn and at least one PNG or JPEG file");
        }
        return new ClassificationOptions(
                Path.of(places.get(0)),
                places.subList(1, places.size()),
                options.integer("--top", 1),
                json,
                options.integer("--threads", 1),
                options.engine("--engine", EngineChoice.AUTO),
                WidthChoice.one(options));
    }
}
