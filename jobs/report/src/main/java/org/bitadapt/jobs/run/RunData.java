package org.bitadapt.jobs.run;

import java.util.List;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.runtime.image.Fit;

/**
 * The data set of a run, as far as the run remembers it. Runs of versions that did not keep names, places, classes or
 * the fit do not have them.
 *
 * @param checksum the data set's {@link Dataset#checksum}
 * @param name the name that people gave the data set; empty if it was not kept
 * @param location the place of the data set when the run began; empty if it was not kept
 * @param classes the names of the classes, in the order of the network's scores; empty if they were not kept
 * @param fit how pictures were brought to the network's shape; {@link Fit#CROP} if it was not kept
 */
public record RunData(String checksum, String name, String location, List<String> classes, Fit fit) {

    public RunData {
        classes = List.copyOf(classes);
    }

    /** The data of a data set that runs keep. */
    public static RunData of(Dataset dataset) {
        return new RunData(
                dataset.checksum(),
                dataset.manifest().name(),
                dataset.location(),
                dataset.manifest().classes(),
                dataset.manifest().fit());
    }

    /** The data of a run that keeps nothing but a checksum. */
    public static RunData unnamed(String checksum) {
        return new RunData(checksum, "", "", List.of(), Fit.CROP);
    }

    /** This data with the names of classes. */
    RunData with(List<String> names) {
        return new RunData(checksum, name, location, names, fit);
    }
}
