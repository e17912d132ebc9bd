package org.bitadapt.jobs.picture;

import java.util.List;
import java.util.Optional;
import org.bitadapt.jobs.result.Prediction;

/**
 * Cars on road photographs, as far as a data set and an evaluation tell.
 *
 * @param cars all that are records of the data set
 * @param photographs some, with the cars' boxes
 */
public record CarScenes(List<Car> cars, List<Photo> photographs) {

    public CarScenes {
        cars = List.copyOf(cars);
        photographs = List.copyOf(photographs);
    }

    /**
     * A car.
     *
     * @param distance from the camera in metres
     * @param yaw in radians; 0 drives away from the camera
     * @param prediction of the evaluation; none if it was not evaluated
     */
    public record Car(double distance, double yaw, Optional<Prediction> prediction) {}
}
