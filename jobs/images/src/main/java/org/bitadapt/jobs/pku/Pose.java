package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * The pose of a car: where it is and how it stands.
 *
 * @param pitch the rotation about x in radians
 * @param yaw the rotation about y in radians: at 0 the car drives in the direction of the camera's car, at pi it comes
 *     towards that car
 * @param roll the rotation about z in radians; in labels it is near pi or -pi
 * @param x the metres to the right
 * @param y the metres down
 * @param z the metres forward
 */
public record Pose(double pitch, double yaw, double roll, double x, double y, double z) implements Serializable {

    /** The metres from the camera to the car's centre. */
    public double distance() {
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** The metres between the centres of two cars. */
    public double distance(Pose other) {
        return new Pose(0, 0, 0, x - other.x, y - other.y, z - other.z).distance();
    }

    /**
     * A point of the car in camera coordinates: {@code Rz(roll) Rx(pitch) Ry(yaw) (right, -up, forward) + (x, y, z)}.
     *
     * @param right the metres along the car's width, from its centre
     * @param up the metres along the car's height, from its centre
     * @param forward the metres along the car's length, from its centre
     * @return x, y, z in metres
     */
    double[] toCamera(double right, double up, double forward) {
        double x1 = Math.cos(yaw) * right + Math.sin(yaw) * forward;
        double z1 = -Math.sin(yaw) * right + Math.cos(yaw) * forward;
        double y2 = Math.cos(pitch) * -up - Math.sin(pitch) * z1;
        double z2 = Math.sin(pitch) * -up + Math.cos(pitch) * z1;
        return new double[] {
            x + Math.cos(roll) * x1 - Math.sin(roll) * y2, y + Math.sin(roll) * x1 + Math.cos(roll) * y2, z + z2
        };
    }
}
