package org.bitadapt.quant.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.javacpp.Pointer;

/** A primitive with its arguments bound to memory. */
public final class PreparedPrimitive {

    /** Native objects live as long as the Java objects that own them. */
    private final List<Pointer> owned = new ArrayList<>();

    private final Map<Integer, memory> data = new HashMap<>();

    private final dnnl_primitive handle;
    private final dnnl_exec_arg_t arguments;
    private final int count;

    private PreparedPrimitive(primitive kernel, List<Argument> bound) {
        this.handle = kernel.get();
        this.count = bound.size();
        this.arguments = new dnnl_exec_arg_t(count);
        owned.add(kernel);
        for (int i = 0; i < count; i++) {
            memory argument = bound.get(i).data();
            dnnl_memory dataHandle = argument.get();
            data.put(bound.get(i).index(), argument);
            owned.add(dataHandle);
            arguments.position(i);
            arguments.arg(bound.get(i).index()).memory(dataHandle);
        }
        arguments.position(0);
    }

    /** An argument of a primitive. */
    record Argument(int index, memory data) {

        static Argument of(int index, memory.desc description, Pointer address) {
            return new Argument(index, new memory(description, OneDnn.cpu(), address));
        }
    }

    static PreparedPrimitive of(
            primitive kernel, memory.desc scratchpad, Scratchpad scratch, List<Argument> arguments) {
        List<Argument> bound = new ArrayList<>(arguments);
        if (scratchpad.get_size() > 0) {
            bound.add(new Argument(DNNL_ARG_SCRATCHPAD, scratch.lease(scratchpad)));
        }
        return new PreparedPrimitive(kernel, bound);
    }

    /** Binds the weight gradient of a backward product to other memory. */
    public void rebindWeightGradient(NativeBuffer memory) {
        rebind(DNNL_ARG_DIFF_WEIGHTS, memory.pointer());
    }

    /** Binds an argument to other memory. */
    void rebind(int index, Pointer address) {
        data.get(index).set_data_handle(address);
    }

    /** Executes the primitive, and returns when it is done. */
    public void run(Stream stream) {
        int status = dnnl_primitive_execute(handle, stream.handle(), count, arguments);
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN failed to execute a primitive: status " + status);
        }
    }
}
