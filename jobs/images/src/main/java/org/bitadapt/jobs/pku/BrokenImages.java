package org.bitadapt.jobs.pku;

import java.util.Set;

/** The published list of photographs that are known to be broken. */
public final class BrokenImages {

    private static final Set<String> IDS = Set.copyOf(CarModels.lines("broken-images.txt"));

    private BrokenImages() {}

    /** Whether an image is on the list. */
    public static boolean contain(String image) {
        return IDS.contains(image);
    }
}
