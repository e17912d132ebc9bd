package org.bitadapt.jobs.pku;

import java.io.Serializable;
import java.util.List;

/**
 * A row of the label file.
 *
 * @param line in the file, from 1
 * @param image id of the photograph
 * @param cars what the row labels; none if it has a problem
 * @param labelled how many cars the row names, also if it has a problem
 * @param problem why the row cannot be read, a line with what and the rule; empty if it can
 * @param text the row as it is in the file
 */
public record LabelRow(int line, String image, List<LabelledCar> cars, int labelled, String problem, String text)
        implements Serializable {

    public LabelRow {
        cars = List.copyOf(cars);
    }

    /** Whether the row can be read. */
    public boolean isUsable() {
        return problem.isEmpty();
    }
}
