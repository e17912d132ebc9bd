package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * Where a car is and how it stands.
 *
 * @param pitch radians about x
 * @param yaw radians about y: 0 drives away from the camera's car, as it does, pi comes towards it
 * @param roll radians about z; labels have it near pi or -pi
 * @param x metres to the right
 * @param y metres down
 * @param z metres forward
 */
public record Pose(double pitch, double yaw, double roll, double x, double y, double z) implements Serializable {

    /** Metres from the camera to the car's centre. */
    public double distance() {
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** Metres between the centres of two cars. */
    public double distance(Pose other) {
        return new Pose(0, 0, 0, x - other.x, y - other.y, z - other.z).distance();
    }

    /**
     * A point of the car in camera coordinates: {@code Rz(roll) Rx(pitch) Ry(yaw) (right, -up, forward) + (x, y, z)}.
     *
     * @param right metres along the car's width, from its centre
     * @param up metres
     * @param forward metres along its length
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
