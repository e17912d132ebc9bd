package org.bitadapt.jobs.pku;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitadapt.jobs.command.BadInputException;

/**
 * A pinhole camera: {@code u = fx x / z + cx}, {@code v = fy y / z + cy}.
 *
 * @param fx the horizontal focal length in pixels, above 0
 * @param fy the vertical focal length in pixels, above 0
 * @param cx the column of the optical axis in pixels
 * @param cy the row of the optical axis in pixels
 */
public record Camera(double fx, double fy, double cx, double cy) implements Serializable {

    private static final Pattern SETTING = Pattern.compile("(\\w+)\\s*=\\s*([-+.\\deE]+)\\s*;");

    /**
     * Reads {@code camera_intrinsic.txt}: {@code fx = NUMBER;} and so on.
     *
     * @param where the name of the text's source, for messages
     * @throws BadInputException unless all four numbers are there
     */
    public static Camera parse(String text, String where) {
        Map<String, Double> found = new HashMap<>();
        Matcher matcher = SETTING.matcher(text);
        while (matcher.find()) {
            try {
                found.put(matcher.group(1), Double.valueOf(matcher.group(2)));
            } catch (NumberFormatException e) {
                throw invalid(matcher.group(1), where);
            }
        }
        for (String name : List.of("fx", "fy", "cx", "cy")) {
            if (!found.containsKey(name) || (name.startsWith("f") && !(found.get(name) > 0))) {
                throw invalid(name, where);
            }
        }
        return new Camera(found.get("fx"), found.get("fy"), found.get("cx"), found.get("cy"));
    }

    /** The place in the photograph of a point in camera coordinates; the point's z is above 0. */
    Point project(double[] point) {
        return new Point(fx * point[0] / point[2] + cx, fy * point[1] / point[2] + cy);
    }

    private static BadInputException invalid(String name, String where) {
        return new BadInputException(
                "Invalid camera: " + name + " in " + where
                        + " (must be there as 'NAME = NUMBER;', focal lengths above 0)",
                "Take camera_intrinsic.txt of the download.");
    }

    /**
     * A place in the photograph.
     *
     * @param u the pixels from the left
     * @param v the pixels from the top
     */
    public record Point(double u, double v) {}
}
