package org.bitadapt.jobs.preprocess;

import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.pku.CarLabel;
import org.bitadapt.jobs.pku.CropOptions;
import org.bitadapt.jobs.pku.FrameSize;
import org.bitadapt.jobs.pku.JpegDecoder;
import picocli.CommandLine.Option;

/** The options of the source {@code pku}, for commands that read it. */
public final class PkuOptions {

    static final int ALIKE_BITS = 4;

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            description = "pku: height and width of the images, such as 32 or 64 (default: 32).")
    private int imageSize = 32;

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "pku: category: 2x, 3x or SUV; model: the 34 labelled models; heading: eight bins of the yaw"
                    + " (default: category).")
    private CarLabel label = CarLabel.CATEGORY;

    @Option(
            names = "--min-box",
            paramLabel = "PIXELS",
            description = "pku: least longer side of a car's clipped box; smaller cars are left out (default: 56).")
    private double minimumBox = 56;

    @Option(
            names = "--most-hidden",
            paramLabel = "SHARE",
            description =
                    "pku: largest share of a car's box that may be behind the boxes of nearer cars, 0..1; others are left"
                            + " out (default: 1, none).")
    private double mostHidden = 1;

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            description = "pku: around a box, on every side, as a share of its longer side, 0..2 (default: 0.1).")
    private double margin = 0.1;

    @Option(
            names = "--alike-bits",
            paramLabel = "BITS",
            description =
                    "pku: photographs whose hashes differ in at most so many of 64 bits, and those joined to them, go to"
                            + " the same split, 0..32 (default: 4).")
    private int alikeBits = ALIKE_BITS;

    @Option(
            names = "--frame-size",
            paramLabel = "WIDTHxHEIGHT",
            description = "pku: what every photograph must have (default: 3384x2710).")
    private String frameSize = FrameSize.PUBLISHED.toString();

    @Option(
            names = "--decoder",
            paramLabel = "NAME",
            description = "pku: native: FFmpeg's, at a reduced size where no crop is enlarged by it; imageio: the JDK's"
                    + " (default: native).")
    private JpegDecoder decoder = JpegDecoder.NATIVE;

    /**
     * The options by which cars are cut out.
     *
     * @throws BadInputException if an option is out of its range
     */
    public CropOptions crops() {
        try {
            return new CropOptions(
                    imageSize, minimumBox, mostHidden, margin, label, FrameSize.parse(frameSize), decoder);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage(), "", e);
        }
    }

    int alikeBits() {
        return alikeBits;
    }
}
