package org.bitadapt.jobs.picture;

import java.util.List;
import java.util.Optional;
import org.bitadapt.jobs.result.Prediction;

/**
 * Cars on road photographs, as far as a data set and an evaluation tell.
 *
 * @param cars all cars that are records of the data set
 * @param photographs some photographs, with the cars' boxes
 */
public record CarScenes(List<Car> cars, List<Photo> photographs) {

    public CarScenes {
        cars = List.copyOf(cars);
        photographs = List.copyOf(photographs);
    }

    /**
     * A car of the data set.
     *
     * @param distance the distance from the camera in metres
     * @param yaw the yaw in radians; at 0 the car drives away from the camera
     * @param prediction the evaluation's prediction; empty if the car was not evaluated
     */
    public record Car(double distance, double yaw, Optional<Prediction> prediction) {}
}
