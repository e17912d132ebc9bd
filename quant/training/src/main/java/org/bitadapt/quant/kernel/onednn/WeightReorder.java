package org.bitadapt.quant.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.nio.FloatBuffer;
import java.util.List;
import org.bitadapt.quant.kernel.onednn.PreparedPrimitive.Argument;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A conversion between {@code [out][in][ky][kx]} floats in a caller's vector and a format of primitives in native
 * memory.
 */
public final class WeightReorder {

    private final PreparedPrimitive primitive;
    private final int vectorArgument;

    private WeightReorder(PreparedPrimitive primitive, int vectorArgument) {
        this.primitive = primitive;
        this.vectorArgument = vectorArgument;
    }

    /** Converts floats to a format; the floats must be whole numbers when the format holds bytes. */
    public static WeightReorder pack(
            ProductGeometry geometry, WeightFormat format, NativeBuffer packed, Scratchpad scratch) {
        memory.desc plain = plain(geometry);
        return new WeightReorder(
                prepare(plain, packed.pointer(), format.description(), packed.pointer(), scratch), DNNL_ARG_SRC);
    }

    /** Converts a format of floats to {@code [out][in][ky][kx]} floats. */
    public static WeightReorder unpack(
            ProductGeometry geometry, WeightFormat format, NativeBuffer packed, Scratchpad scratch) {
        memory.desc plain = plain(geometry);
        return new WeightReorder(
                prepare(format.description(), packed.pointer(), plain, packed.pointer(), scratch), DNNL_ARG_DST);
    }

    private static memory.desc plain(ProductGeometry geometry) {
        return OneDnn.describe(memory.data_type.f32, memory.format_tag.oihw, geometry.weightDimensions());
    }

    private static PreparedPrimitive prepare(
            memory.desc from, Pointer source, memory.desc to, Pointer target, Scratchpad scratch) {
        reorder.primitive_desc description =
                new reorder.primitive_desc(OneDnn.cpu(), from, OneDnn.cpu(), to, OneDnn.attributes(), false);
        return PreparedPrimitive.of(
                new reorder(description),
                description.scratchpad_desc(),
                scratch,
                List.of(Argument.of(DNNL_ARG_SRC, from, source), Argument.of(DNNL_ARG_DST, to, target)));
    }

    /**
     * Executes the conversion.
     *
     * @param vector the caller's vector, direct
     * @param offset the position of the first weight in the vector
     */
    public void run(FloatBuffer vector, int offset, Stream stream) {
        try (FloatPointer start = new FloatPointer(vector)) {
            primitive.rebind(vectorArgument, start.getPointer(offset));
            primitive.run(stream);
        }
    }
}
