package org.bitadapt.quant.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2_vnni;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_vnni;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/** The native library oneDNN. */
public final class OneDnn {

    private OneDnn() {}

    /** Loads the library once, when first asked for. */
    private static final class Holder {
        static final engine CPU = new engine(engine.kind.cpu, 0);
    }

    /**
     * Loads the library.
     *
     * @throws LinkageError if there is no library for this platform
     */
    public static void load() {
        cpu();
    }

    /**
     * Whether products of 8-bit codes and 8-bit weights are exact. Without VNNI instructions the sums of pairs of
     * products saturate at 16 bits, which weights of +1 and -1 cannot reach.
     */
    public static boolean exactIntegerProducts() {
        int instructions = dnnl_get_effective_cpu_isa();
        return contains(instructions, dnnl_cpu_isa_avx512_core_vnni) || contains(instructions, dnnl_cpu_isa_avx2_vnni);
    }

    /** Whether the processor multiplies bfloat16 numbers, at twice the speed of floats. */
    public static boolean multipliesBfloat16() {
        return contains(dnnl_get_effective_cpu_isa(), dnnl_cpu_isa_avx512_core_bf16);
    }

    private static boolean contains(int instructions, int wanted) {
        return (instructions & wanted) == wanted;
    }

    static engine cpu() {
        return Holder.CPU;
    }

    static primitive_attr attributes() {
        primitive_attr attributes = new primitive_attr();
        // The caller supplies the scratch memory: a primitive may be executed by another thread than the one that made
        // it.
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        return attributes;
    }

    static memory.desc describe(memory.data_type type, memory.format_tag tag, long... dimensions) {
        return new memory.desc(dimensions, type, tag);
    }
}
