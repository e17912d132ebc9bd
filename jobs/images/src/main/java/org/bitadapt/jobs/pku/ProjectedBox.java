package org.bitadapt.jobs.pku;

import java.util.ArrayList;
import java.util.List;

/**
 * The box around a car as the camera sees it.
 *
 * @param edges the parts of the box's twelve edges that are in front of the camera
 * @param centre the place of the car's centre in the photograph
 * @param bounds the smallest rectangle around the edges, not clipped to the photograph; empty if no edge is in front of
 *     the camera
 */
public record ProjectedBox(List<Edge> edges, Camera.Point centre, PixelBox bounds) {

    private static final double NEAR_METRES = 0.1;

    public ProjectedBox {
        edges = List.copyOf(edges);
    }

    /**
     * A line in the photograph.
     *
     * @param front whether it belongs to the face with the car's front bumper
     */
    public record Edge(Camera.Point from, Camera.Point to, boolean front) {}

    /** Projects the box of a car's own model. */
    public static ProjectedBox of(LabelledCar car, Camera camera) {
        double[][] corners = corners(CarModels.of(car.model()), car.pose());
        List<Edge> edges = new ArrayList<>();
        for (int corner = 0; corner < 8; corner++) {
            for (int axis = 1; axis < 8; axis <<= 1) {
                if ((corner & axis) == 0) {
                    add(edges, corners[corner], corners[corner | axis], camera, (corner & 4) != 0);
                }
            }
        }
        Pose pose = car.pose();
        return new ProjectedBox(edges, camera.project(new double[] {pose.x(), pose.y(), pose.z()}), bounds(edges));
    }

    /**
     * The eight corners of a car's box: bit 0 of a corner's number is the right side, bit 1 the top, bit 2 the front.
     */
    private static double[][] corners(CarModel model, Pose pose) {
        double[][] corners = new double[8][];
        for (int corner = 0; corner < 8; corner++) {
            corners[corner] = pose.toCamera(
                    model.width() * ((corner & 1) - 0.5),
                    model.height() * ((corner >> 1 & 1) - 0.5),
                    model.length() * ((corner >> 2 & 1) - 0.5));
        }
        return corners;
    }

    private static void add(List<Edge> edges, double[] from, double[] to, Camera camera, boolean front) {
        if (from[2] >= NEAR_METRES || to[2] >= NEAR_METRES) {
            edges.add(new Edge(camera.project(inFront(from, to)), camera.project(inFront(to, from)), front));
        }
    }

    /** The point, or the place at which the line to the other point comes in front of the camera. */
    private static double[] inFront(double[] point, double[] other) {
        if (point[2] >= NEAR_METRES) {
            return point;
        }
        double share = (NEAR_METRES - point[2]) / (other[2] - point[2]);
        return new double[] {
            point[0] + share * (other[0] - point[0]), point[1] + share * (other[1] - point[1]), NEAR_METRES
        };
    }

    private static PixelBox bounds(List<Edge> edges) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Edge edge : edges) {
            left = Math.min(left, Math.min(edge.from().u(), edge.to().u()));
            top = Math.min(top, Math.min(edge.from().v(), edge.to().v()));
            right = Math.max(right, Math.max(edge.from().u(), edge.to().u()));
            bottom = Math.max(bottom, Math.max(edge.from().v(), edge.to().v()));
        }
        return new PixelBox(left, top, right, bottom);
    }
}
