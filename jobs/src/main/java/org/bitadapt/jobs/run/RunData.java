package org.bitadapt.jobs.run;

import java.util.List;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.runtime.image.Fit;

/**
 * The data set of a run, as far as the run remembers it. Versions that did not keep names, places, classes or the fit have none.
 *
 * @param checksum {@link Dataset#checksum}
 * @param name that people gave it; empty if it was not kept
 * @param location where it was when the run began; empty if it was not kept
 * @param classes their names, in the order of the network's scores; empty if they were not kept
 * @param fit how pictures came to the network's shape; {@link Fit#CROP} if it was not kept
 */
public record RunData(String checksum, String name, String location, List<String> classes, Fit fit) {

    public RunData {
        classes = List.copyOf(classes);
    }

    /** What runs keep of a data set. */
    public static RunData of(Dataset dataset) {
        return new RunData(
                dataset.checksum(),
                dataset.manifest().name(),
                dataset.location(),
                dataset.manifest().classes(),
                dataset.manifest().fit());
    }

    /** Of a run that keeps nothing but a checksum. */
    static RunData unnamed(String checksum) {
        return new RunData(checksum, "", "", List.of(), Fit.CROP);
    }

    /** The same with classes. */
    RunData with(List<String> names) {
        return new RunData(checksum, name, location, names, fit);
    }
}
