package org.bitadapt.jobs.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.quant.benchmark.ProductSpeed;

/**
 * The measured speeds of products.
 *
 * @param weights the bits of a weight
 * @param layers the speed of each layer in 10<sup>9</sup> products a second
 */
record ProductsOutcome(String network, int weights, int batch, List<ProductSpeed> layers) implements Outcome {

    @Override
    @JsonIgnore
    public String describe() {
        TextTable table = new TextTable("layer", "inputs", "outputs", "kernel", "stride", "table", "bytes", "floats");
        for (ProductSpeed speed : layers) {
            table.row(
                    speed.layer(),
                    speed.inputs(),
                    speed.outputs(),
                    speed.kernel(),
                    speed.stride(),
                    rate(speed.table()),
                    rate(speed.bytes()),
                    rate(speed.floats()));
        }
        return table + System.lineSeparator() + "in 10^9 products a second, " + weights
                + "-bit weights, one thread, batch " + batch;
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
