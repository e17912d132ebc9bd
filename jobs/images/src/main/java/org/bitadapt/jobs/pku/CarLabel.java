package org.bitadapt.jobs.pku;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The kinds of labels that crops can have. */
public enum CarLabel {
    /** The label is the category: two-box car, three-box car or sport utility vehicle. */
    CATEGORY {
        @Override
        public List<String> classes() {
            return CarModels.CATEGORIES;
        }

        @Override
        String name(LabelledCar car) {
            return CarModels.of(car.model()).category();
        }
    },
    /** The label is the model, one of the models that the published labels have. */
    MODEL {
        @Override
        public List<String> classes() {
            return CarModels.all().stream()
                    .filter(CarModel::labelled)
                    .map(CarModel::name)
                    .toList();
        }

        @Override
        String name(LabelledCar car) {
            return CarModels.of(car.model()).name();
        }
    },
    /**
     * The label is the yaw in eight bins of 45 degrees, centred on 0, 45, ... -45 degrees; a bin includes its lower
     * end.
     */
    HEADING {
        @Override
        public List<String> classes() {
            return IntStream.of(0, 45, 90, 135, 180, -135, -90, -45)
                    .mapToObj(degrees -> degrees + " degrees")
                    .toList();
        }

        @Override
        String name(LabelledCar car) {
            double turns = car.pose().yaw() / (2 * Math.PI);
            int bin = (int) Math.floor(turns * classes().size() + 0.5);
            return classes().get(Math.floorMod(bin, classes().size()));
        }
    };

    abstract String name(LabelledCar car);

    /** The names of the classes, one per label. */
    public abstract List<String> classes();

    /** The label of a car; empty if the car's model is not among the classes. */
    public OptionalInt of(LabelledCar car) {
        int label = classes().indexOf(name(car));
        return label < 0 ? OptionalInt.empty() : OptionalInt.of(label);
    }
}
