package org.bitadapt.jobs.pku;

import java.io.Serializable;
import java.util.List;

/**
 * A row of the label file.
 *
 * @param line the line in the file, from 1
 * @param image the id of the photograph
 * @param cars the cars that the row labels; none if the row has a problem
 * @param labelled the number of cars that the row names, even if the row has a problem
 * @param problem a line that says why the row cannot be read, and the rule; empty if the row can be read
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
