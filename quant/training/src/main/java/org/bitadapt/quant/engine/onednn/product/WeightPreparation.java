package org.bitadapt.quant.engine.onednn.product;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bitadapt.common.lowering.Step;

/** Which worker prepares which product's weights: the least burdened worker always takes the largest product left. */
final class WeightPreparation {

    private final int[] workerOfProduct;

    WeightPreparation(List<Step.Product> products, int workers) {
        this.workerOfProduct = new int[products.size()];
        long[] burden = new long[workers];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong(i -> -products.get(i).weightCount()));
        for (int product : order) {
            int least = 0;
            for (int i = 1; i < workers; i++) {
                least = burden[i] < burden[least] ? i : least;
            }
            workerOfProduct[product] = least;
            burden[least] += products.get(product).weightCount();
        }
    }

    int worker(int product) {
        return workerOfProduct[product];
    }
}
