package org.bitadapt.jobs.pku;

import java.util.List;
import java.util.Map;

/**
 * The crops that a photograph gives.
 *
 * @param crops the cars that are records
 * @param leftOut the numbers of cars that are no records, by reason
 * @param hash the hash of how the photograph looks
 */
public record FrameCrops(List<CarCrop> crops, Map<LeftOut, Integer> leftOut, long hash) {

    public FrameCrops {
        crops = List.copyOf(crops);
        leftOut = Map.copyOf(leftOut);
    }
}
