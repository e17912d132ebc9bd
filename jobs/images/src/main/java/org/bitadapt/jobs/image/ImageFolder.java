package org.bitadapt.jobs.image;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitadapt.jobs.files.FoundFile;

/**
 * The files below a folder that are images: regular files that are not hidden and whose names end as PNG or JPEG files'
 * do, in upper or lower case. All other files are left out and counted.
 *
 * @param images the images in order of name
 * @param leftOut the numbers of files that are no images, by reason
 */
public record ImageFolder(List<ImageFile> images, Map<String, Long> leftOut) {

    /** The rule by which files are images, for help texts. */
    public static final String RULE = "PNG and JPEG files (.png, .jpg, .jpeg, .jpe, .jfif, in any case) are read, in"
            + " subfolders, too; files and folders that are hidden or a system's own are not, nor are pipes and devices;"
            + " what is left out is counted.";

    /** The names, in lower case, of systems' files and folders that have no dot in front. */
    private static final Set<String> SYSTEM = Set.of(
            "__macosx",
            "@eadir",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "thumbs.db",
            "desktop.ini",
            "_temporary",
            "_success");

    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".jpe", ".jfif");

    /** Copies the list and the map. */
    public ImageFolder {
        images = List.copyOf(images);
        leftOut = Map.copyOf(leftOut);
    }

    /** Sorts files into images and files that are left out. */
    public static ImageFolder of(Stream<FoundFile> files) {
        Map<String, Long> leftOut = new TreeMap<>();
        List<ImageFile> images = files.sorted()
                .filter(file -> {
                    String reason = reason(file);
                    if (!reason.isEmpty()) {
                        leftOut.merge(reason, 1L, Long::sum);
                    }
                    return reason.isEmpty();
                })
                .map(file -> new ImageFile(file.name(), file.path()))
                .toList();
        return new ImageFolder(images, leftOut);
    }

    /** Whether people do not see a file or folder of this name. */
    public static boolean isHidden(String name) {
        return name.startsWith(".") || SYSTEM.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The reason why a file is left out, as it is called in JSON; empty for an image. */
    private static String reason(FoundFile file) {
        for (String name : file.names()) {
            if (isHidden(name)) {
                return "hidden";
            }
        }
        return switch (file.kind()) {
            case SPECIAL -> "notRegular";
            case LINKED_FOLDER -> "linkedFolder";
            case UNREACHABLE -> "unreachable";
            case REGULAR -> isImage(file.name()) ? "" : "otherType";
        };
    }

    private static boolean isImage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }
}
