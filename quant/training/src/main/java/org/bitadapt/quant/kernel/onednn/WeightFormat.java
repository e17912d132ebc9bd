package org.bitadapt.quant.kernel.onednn;

import org.bytedeco.dnnl.memory;

/** An arrangement of weights in memory that a primitive asked for. */
public final class WeightFormat {

    private final memory.desc description;

    WeightFormat(memory.desc description) {
        this.description = description;
    }

    memory.desc description() {
        return description;
    }

    /** The number of bytes that weights take in the format, padding included. */
    public long bytes() {
        return description.get_size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightFormat that && description.equals(that.description);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bytes());
    }
}
