package org.bitadapt.runtime.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files that {@code make_images.py} made, and the pixels that Pillow read in them. */
final class SampleImages {

    private static final Map<String, byte[]> FILES = read();

    private SampleImages() {}

    /** The names of PNG and JPEG files. */
    static Stream<String> names() {
        return FILES.keySet().stream().filter(name -> !name.endsWith(".ppm"));
    }

    static byte[] file(String name) {
        return FILES.get(name).clone();
    }

    /** The pixels that Pillow read in a file. */
    static RgbImage expected(String name) {
        return pixmap(FILES.get(name + ".ppm"));
    }

    /** Reads a PPM file, which Pillow wrote. */
    static RgbImage pixmap(byte[] pixmap) {
        String[] header =
                new String(pixmap, 0, Math.min(pixmap.length, 20), StandardCharsets.ISO_8859_1).split("\\s", 5);
        int width = Integer.parseInt(header[1]);
        int height = Integer.parseInt(header[2]);
        byte[] pixels = new byte[3 * width * height];
        System.arraycopy(pixmap, pixmap.length - pixels.length, pixels, 0, pixels.length);
        return new RgbImage(width, height, pixels);
    }

    private static Map<String, byte[]> read() {
        Map<String, byte[]> files = new TreeMap<>();
        try (InputStream in = SampleImages.class.getResourceAsStream("images.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
