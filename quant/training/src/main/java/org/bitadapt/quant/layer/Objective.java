package org.bitadapt.quant.layer;

import java.util.List;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * What training minimizes: the mean over the images of {@code -w[label] ln p[label]}, where {@code p} is the softmax of
 * the scores, plus an L2 penalty. With a teacher, part of each image's loss is its distance from the teacher's scores.
 *
 * <p>The gradient by the scores of an image is {@code w[label] (p - oneHot(label))}. The mean is over all images,
 * whatever their weights: weights whose mean over the training images is 1 leave the size of a step as it is.
 *
 * @param weightDecay the factor of the weight that is added to the gradient, for weights alone; finite and 0 or more
 * @param classWeights the weights {@code w}, one per class, finite and 0 or more; none for 1 throughout
 * @param distillation what is learned from a teacher; minibatches then come from {@link Teacher#teach}
 * @param consistency how the widths of a network of several are trained together
 */
public record Objective(
        double weightDecay,
        List<Double> classWeights,
        Distillation distillation,
        @Absent(Consistency.RECURSIVE_JSON) Consistency consistency) {

    public Objective {
        classWeights = List.copyOf(classWeights);
        check(weightDecay, "weight decay");
        classWeights.forEach(weight -> check(weight, "class weight"));
    }

    /** An objective without a teacher. */
    public Objective(double weightDecay, List<Double> classWeights) {
        this(weightDecay, classWeights, Distillation.NONE, Consistency.RECURSIVE);
    }

    /** An objective without a teacher in which all classes have the weight 1. */
    public static Objective plain(double weightDecay) {
        return new Objective(weightDecay, List.of());
    }

    /** This objective with a teacher. */
    public Objective taught(Distillation teaching) {
        return new Objective(weightDecay, classWeights, teaching, consistency);
    }

    /** This objective with another consistency of widths. */
    public Objective consistent(Consistency other) {
        return new Objective(weightDecay, classWeights, distillation, other);
    }

    private static void check(double value, String what) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be finite and 0 or more)");
        }
    }

    /**
     * DL4J's loss function of this objective, for a layer whose activation is the softmax.
     *
     * @param widths the number of the network's bit widths
     * @throws IllegalArgumentException unless there is a weight for each of {@code classes} classes, or no weight
     */
    ILossFunction function(int classes, int widths) {
        if (!classWeights.isEmpty() && classWeights.size() != classes) {
            throw new IllegalArgumentException(
                    "Invalid class weights: " + classWeights.size() + " (must be " + classes + ", one per class)");
        }
        double[] weights =
                classWeights.stream().mapToDouble(Double::doubleValue).toArray();
        if (widths > 1) {
            boolean taught = !distillation.equals(Distillation.NONE);
            return new ConsistencyLoss(
                    classes,
                    consistency.teacher(),
                    consistency.labels(),
                    taught ? distillation.share() : 0,
                    distillation.temperature(),
                    weights);
        }
        if (!distillation.equals(Distillation.NONE)) {
            return new DistillationLoss(distillation.share(), distillation.temperature(), weights);
        }
        return classWeights.isEmpty()
                ? new LossMCXENT()
                : new LossMCXENT(Nd4j.createFromArray(new double[][] {weights}));
    }
}
