package org.bitadapt.quant.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.List;
import org.bitadapt.quant.kernel.onednn.PreparedPrimitive.Argument;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** Conversions between {@code [out][in][ky][kx]} floats and the formats of primitives. */
public final class Reorders {

    private Reorders() {}

    /** From floats to a format; whole numbers when the format holds bytes. */
    public static PreparedPrimitive pack(
            ProductGeometry geometry,
            NativeBuffer plain,
            WeightFormat format,
            NativeBuffer packed,
            Scratchpad scratch) {
        return prepare(plainDescription(geometry), plain, 0, format.description(), packed, 0, scratch);
    }

    /**
     * From a format of floats to floats.
     *
     * @param offset where the first float goes
     */
    public static PreparedPrimitive unpack(
            ProductGeometry geometry,
            WeightFormat format,
            NativeBuffer packed,
            NativeBuffer plain,
            int offset,
            Scratchpad scratch) {
        return prepare(
                format.description(),
                packed,
                0,
                plainDescription(geometry),
                plain,
                (long) offset * Float.BYTES,
                scratch);
    }

    private static memory.desc plainDescription(ProductGeometry geometry) {
        return OneDnn.describe(memory.data_type.f32, memory.format_tag.oihw, geometry.weightDimensions());
    }

    private static PreparedPrimitive prepare(
            memory.desc from,
            NativeBuffer source,
            long sourceOffset,
            memory.desc to,
            NativeBuffer target,
            long targetOffset,
            Scratchpad scratch) {
        reorder.primitive_desc description =
                new reorder.primitive_desc(OneDnn.cpu(), from, OneDnn.cpu(), to, OneDnn.attributes(), false);
        return PreparedPrimitive.of(
                new reorder(description),
                description.scratchpad_desc(),
                scratch,
                List.of(
                        Argument.of(DNNL_ARG_SRC, from, source.pointer(sourceOffset)),
                        Argument.of(DNNL_ARG_DST, to, target.pointer(targetOffset))));
    }
}
