package org.bitadapt.jobs.jpeg;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A writer of JPEG files of many kinds. */
public record Jpegs(float quality, int across, int down, boolean isProgressive, boolean isOptimized) {

    private static final String METADATA = "javax_imageio_jpeg_image_1.0";

    /** A kind whose units have {@code across} x {@code down} blocks of luminance. */
    public static Jpegs sampled(int across, int down) {
        return new Jpegs(0.75f, across, down, false, false);
    }

    /** A kind with two scans or more. */
    public static Jpegs progressive() {
        return new Jpegs(0.75f, 2, 2, true, false);
    }

    /** This kind with a quality from 0, the coarsest, to 1. */
    public Jpegs withQuality(float value) {
        return new Jpegs(value, across, down, isProgressive, isOptimized);
    }

    /** This kind with codes for the symbols of the image alone. */
    public Jpegs optimized() {
        return new Jpegs(quality, across, down, isProgressive, true);
    }

    /** Encodes an image as a file of this kind. */
    public byte[] write(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        JPEGImageWriteParam param = (JPEGImageWriteParam) writer.getDefaultWriteParam();
        param.setCompressionMode(JPEGImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        param.setOptimizeHuffmanTables(isOptimized);
        param.setProgressiveMode(isProgressive ? JPEGImageWriteParam.MODE_DEFAULT : JPEGImageWriteParam.MODE_DISABLED);
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
        sample(metadata);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private void sample(IIOMetadata metadata) throws IOException {
        Element root = (Element) metadata.getAsTree(METADATA);
        NodeList components = root.getElementsByTagName("componentSpec");
        Element luminance = (Element) components.item(0);
        luminance.setAttribute("HsamplingFactor", Integer.toString(across));
        luminance.setAttribute("VsamplingFactor", Integer.toString(down));
        metadata.setFromTree(METADATA, root);
    }

    /** An image of noise over a slope, which has coefficients of all sizes. */
    public static BufferedImage noise(int width, int height, int type, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int spread = 1 + 250 * x / width;
                int light = (255 - spread) * y / height;
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    rgb = rgb << 8 | light + random.nextInt(spread);
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }
}
