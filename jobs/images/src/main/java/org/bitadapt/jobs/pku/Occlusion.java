package org.bitadapt.jobs.pku;

import java.util.List;

/** Computes how much of a box is behind other boxes. */
final class Occlusion {

    /** The number of samples per side, which gives steps of 1/256 of the area. */
    private static final int SAMPLES = 16;

    private Occlusion() {}

    /**
     * The share of a box's samples, a grid of 16 x 16, that are inside at least one other box.
     *
     * @param box the box; nothing of an empty box is hidden
     * @param others the boxes that are nearer to the camera
     */
    static double share(PixelBox box, List<PixelBox> others) {
        if (box.extent() == 0) {
            return 0;
        }
        int hidden = 0;
        for (int y = 0; y < SAMPLES; y++) {
            double v = box.top() + (y + 0.5) / SAMPLES * box.height();
            for (int x = 0; x < SAMPLES; x++) {
                double u = box.left() + (x + 0.5) / SAMPLES * box.width();
                hidden += others.stream().anyMatch(other -> contains(other, u, v)) ? 1 : 0;
            }
        }
        return (double) hidden / (SAMPLES * SAMPLES);
    }

    private static boolean contains(PixelBox box, double u, double v) {
        return u >= box.left() && u < box.right() && v >= box.top() && v < box.bottom();
    }
}
