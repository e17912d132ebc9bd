package org.bitadapt.netadapt.resource;

import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.cost.NetworkCosts;
import org.bitadapt.common.lowering.LoweredNetwork;

/**
 * The bytes that inference on one image needs: the packed model, and the feature maps that are alive together.
 *
 * <p>A layer uses its weights at their delivered width and 8 bytes per output for its multiplier and offset; the largest
 * set of feature maps that are alive at the same step is counted once, as {@link #FEATURE_MAPS}. Scratch memory of the
 * engine and the file's header are not counted.
 */
public record Memory() implements Resource {

    /** The name of the part that belongs to no layer. */
    public static final String FEATURE_MAPS = "feature maps";

    @Override
    public ResourceKind kind() {
        return ResourceKind.MEMORY;
    }

    @Override
    public String unit() {
        return "bytes";
    }

    @Override
    public List<LayerUse> layers(LoweredNetwork network) {
        List<LayerUse> uses = new ArrayList<>();
        NetworkCosts.of(network).layers().forEach(layer -> uses.add(new LayerUse(layer.name(), layer.packedBytes())));
        uses.add(new LayerUse(FEATURE_MAPS, new LiveMaps(network).peakBytes()));
        return uses;
    }
}
