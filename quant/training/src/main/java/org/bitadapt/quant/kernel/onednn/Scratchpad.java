package org.bitadapt.quant.kernel.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * The temporary memory that one thread's primitives share. The memory grows while primitives are made, not while they
 * run.
 */
public final class Scratchpad implements AutoCloseable {

    private final List<memory> users = new ArrayList<>();
    private NativeBuffer buffer = NativeBuffer.ofBytes(0);
    private long size;

    /** A view of the memory for one primitive. */
    memory lease(memory.desc description) {
        long wanted = description.get_size();
        if (wanted > size) {
            NativeBuffer larger = NativeBuffer.ofBytes(wanted); // if this fails, primitives keep the old memory
            buffer.close();
            buffer = larger;
            size = wanted;
            users.forEach(user -> user.set_data_handle(buffer.pointer()));
        }
        memory user = new memory(description, OneDnn.cpu(), buffer.pointer());
        users.add(user);
        return user;
    }

    @Override
    public void close() {
        buffer.close();
    }
}
