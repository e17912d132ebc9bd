package org.bitadapt.netadapt.energy;

import java.io.Serializable;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.WeightPrecision;

/**
 * How wide weights, maps and sums are, and what a multiply-accumulate of them costs.
 *
 * @param hardware the accelerator
 * @param uniform the width of everything; 0: each operand has the width that its network gives it
 */
record OperandWidths(Hardware hardware, int uniform) implements Serializable {

    /** The bits that the mean of codes has behind the point. */
    private static final int MEAN_BITS = Byte.SIZE;

    OperandWidths {
        if (uniform != 0 && uniform != 8 && uniform != 16 && uniform != 32) {
            throw new IllegalArgumentException("Invalid bits: " + uniform + " (must be 8, 16 or 32)");
        }
    }

    double macCost(Step.Product product) {
        Hardware.MacCosts costs = hardware.mac();
        if (uniform == 0) {
            return costs.of(product.layer().weights());
        }
        return switch (uniform) {
            case 8 -> costs.int8();
            case 16 -> costs.int16();
            default -> costs.float32();
        };
    }

    /** The cost of comparing or adding two values of a map: that of a weight of +1 or -1, which only adds. */
    double additionCost() {
        return hardware.mac().binary();
    }

    Workload.Bits bits(Step.Product product) {
        WeightPrecision precision = product.layer().weights();
        int own = precision == WeightPrecision.FLOAT32 ? hardware.widths().floats() : precision.bits();
        int weight = uniform == 0 ? own : uniform;
        return new Workload.Bits(weight, map(product.input()), sum(product), map(product.output()));
    }

    /** The bits of one value of a map. */
    int map(FeatureMap map) {
        if (uniform != 0) {
            return uniform;
        }
        return switch (map.kind()) {
            case PIXELS, CODES -> map.bits();
            case MEAN_CODES -> map.bits() + MEAN_BITS;
            case FLOATS -> hardware.widths().floats();
        };
    }

    /**
     * The bits of a partial sum: {@code ceil(log2(n * largest input * largest weight)) + 1} for n products, rounded up
     * to the hardware's step.
     */
    private int sum(Step.Product product) {
        if (uniform != 0) {
            return uniform;
        }
        if (product.input().kind() == FeatureMap.Kind.FLOATS || product.layer().weights() == WeightPrecision.FLOAT32) {
            return hardware.widths().floats();
        }
        double weight = product.layer().weights().largestCode();
        double largest = product.weightsPerOutput() * largest(product.input()) * weight;
        int fixed = hardware.widths().sums();
        return fixed == 0 ? stepped(signed(largest)) : fixed;
    }

    private double largest(FeatureMap map) {
        return Math.pow(2, map(map)) - 1;
    }

    private static int signed(double largest) {
        return (int) Math.ceil(Math.log(largest) / Math.log(2)) + 1;
    }

    private int stepped(int bits) {
        int step = hardware.widths().sumStep();
        return Division.ceil(bits, step) * step;
    }
}
