package org.bitadapt.quant.kernel.onednn;

import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.stream;

/** The stream on which one thread executes primitives. */
public final class Stream {

    private final stream owner = new stream(OneDnn.cpu());
    private final dnnl_stream handle = owner.get();

    dnnl_stream handle() {
        return handle;
    }
}
