package org.bitadapt.quant.kernel.onednn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A stretch of native memory, aligned to cache lines, that lives until it is closed. */
public final class NativeBuffer implements AutoCloseable {

    private static final int ALIGNMENT = 64;

    private final Pointer allocation;
    private final BytePointer start;
    private final ByteBuffer bytes;

    private NativeBuffer(Pointer allocation, BytePointer start, ByteBuffer bytes) {
        this.allocation = allocation;
        this.start = start;
        this.bytes = bytes;
    }

    /**
     * Allocates memory whose contents are undefined.
     *
     * @throws IllegalArgumentException if {@code size} is 2 GB or more, which Java's buffers do not reach
     * @throws OutOfMemoryError if there is not enough memory
     */
    public static NativeBuffer ofBytes(long size) {
        if (size < 0 || size > Integer.MAX_VALUE - ALIGNMENT) {
            throw new IllegalArgumentException(
                    "Invalid buffer size: " + size + " bytes (must be below 2 GB; use a smaller batch)");
        }
        Pointer allocation = Pointer.malloc(size + ALIGNMENT);
        if (Pointer.isNull(allocation)) {
            throw new OutOfMemoryError("No native memory left for " + size + " bytes");
        }
        long skipped = -allocation.address() & (ALIGNMENT - 1);
        BytePointer start = new BytePointer(allocation).getPointer(skipped);
        ByteBuffer bytes = start.capacity(size).asByteBuffer().order(ByteOrder.nativeOrder());
        return new NativeBuffer(allocation, start, bytes);
    }

    /**
     * A view of a part of a vector; {@link #close} does not free the vector.
     *
     * @param vector a direct buffer
     */
    public static NativeBuffer viewOf(FloatBuffer vector, int offset, int count) {
        BytePointer start = new BytePointer(new FloatPointer(vector).getPointer(offset));
        start.capacity((long) count * Float.BYTES);
        return new NativeBuffer(new Pointer(), start, start.asByteBuffer().order(ByteOrder.nativeOrder()));
    }

    /** Allocates room for floats. */
    public static NativeBuffer ofFloats(long count) {
        return ofBytes(Math.multiplyExact(count, Float.BYTES));
    }

    /** The memory, in native byte order, which must not be used after {@link #close}. */
    public ByteBuffer bytes() {
        return bytes;
    }

    Pointer pointer() {
        return start;
    }

    Pointer pointer(long byteOffset) {
        return start.getPointer(byteOffset);
    }

    @Override
    public void close() {
        if (!allocation.isNull()) {
            Pointer.free(allocation);
            allocation.setNull();
        }
    }
}
