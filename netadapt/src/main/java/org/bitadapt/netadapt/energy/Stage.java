package org.bitadapt.netadapt.energy;

import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.Step;

/**
 * A step of a network as the accelerator sees it.
 *
 * @param index the stage's position
 * @param step the step
 * @param input the stage that makes the input; {@link #IMAGE} for the image
 * @param residual the stage that makes the map that is added, if one is added
 * @param readers the stages that read the output; none for the class scores
 */
record Stage(int index, Step step, int input, Optional<Integer> residual, List<Integer> readers) {

    /** The source of the image. */
    static final int IMAGE = -1;
}
