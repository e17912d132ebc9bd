package org.bitadapt.jobs.zoo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Locations;

/** The models of the jar. */
public final class Zoo {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private Zoo() {}

    /** The names of all models, without {@code zoo:}. */
    public static List<String> names() {
        return new String(resource("models.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /**
     * The card of a model.
     *
     * @param name with or without {@code zoo:}
     * @throws BadInputException if there is no such model; the message lists the models
     */
    public static ModelCard card(String name) {
        try {
            return JSON.readValue(resource(known(name) + ".json"), ModelCard.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The packed file of a model.
     *
     * @param name with or without {@code zoo:}
     * @throws BadInputException if there is no such model; the message lists the models
     */
    public static byte[] file(String name) {
        return resource(known(name) + ".bnn");
    }

    private static String known(String location) {
        String name = location.startsWith(Locations.ZOO) ? location.substring(Locations.ZOO.length()) : location;
        if (!names().contains(name)) {
            throw new BadInputException(
                    "Invalid model: " + location + " (must be one of " + Locations.ZOO
                            + String.join(", " + Locations.ZOO, names()) + ")",
                    "`bitadapt zoo` shows the models.");
        }
        return name;
    }

    private static byte[] resource(String name) {
        try (InputStream in = Zoo.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("No " + name + " in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
