package org.bitadapt.jobs.pku;

import java.util.List;
import java.util.Map;

/**
 * What a photograph gives.
 *
 * @param crops the cars that are records
 * @param leftOut how many are not, by reason
 * @param hash of how the photograph looks
 */
public record FrameCrops(List<CarCrop> crops, Map<LeftOut, Integer> leftOut, long hash) {

    public FrameCrops {
        crops = List.copyOf(crops);
        leftOut = Map.copyOf(leftOut);
    }
}
