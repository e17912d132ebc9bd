package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * The options by which cars are cut out of photographs.
 *
 * @param side the side of a crop in pixels, 8..512
 * @param minimumBox the pixels that the longer side of a car's clipped box must have, at least 1
 * @param mostHidden the share of a car's box that may be behind nearer cars, 0..1
 * @param margin the margin around the box, as a share of the box's longer side, 0..2
 * @param label the kind of label that crops have
 * @param frame the size that photographs must have
 * @param decoder the decoder of JPEG files
 */
public record CropOptions(
        int side,
        double minimumBox,
        double mostHidden,
        double margin,
        CarLabel label,
        FrameSize frame,
        JpegDecoder decoder)
        implements Serializable {

    public CropOptions {
        require(side >= 8 && side <= 512, "image size: " + side, "8..512");
        require(minimumBox >= 1, "smallest box: " + minimumBox, "at least 1");
        require(mostHidden >= 0 && mostHidden <= 1, "largest hidden share: " + mostHidden, "0..1");
        require(margin >= 0 && margin <= 2, "margin: " + margin, "0..2");
    }

    /** The largest reduction at which no crop has to be enlarged. */
    public int reduction() {
        double smallest = Math.min(minimumBox * (1 + 2 * margin), Math.min(frame.width(), frame.height()));
        return JpegDecoder.reduction(smallest / side);
    }

    private static void require(boolean valid, String what, String rule) {
        if (!valid) {
            throw new IllegalArgumentException("Invalid " + what + " (must be " + rule + ")");
        }
    }
}
