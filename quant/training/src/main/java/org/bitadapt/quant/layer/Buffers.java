package org.bitadapt.quant.layer;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The native memory of ND4J arrays as NIO buffers, without a copy. As long as a buffer or a part of it is in use, its array
 * is not freed.
 */
public final class Buffers {

    private static final Cleaner CLEANER = Cleaner.create();

    /** Holds an array until the buffer over its memory is gone. */
    private record Hold(INDArray array) implements Runnable {
        @Override
        public void run() {
            // Nothing refers to the array from here on.
        }
    }

    private Buffers() {}

    /** A copy of an array in native memory. */
    public static FloatBuffer direct(float[] values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, values.length))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(0, values);
    }

    /**
     * The values of a contiguous float array.
     *
     * @throws IllegalArgumentException if the array is a strided view or not of type FLOAT
     */
    public static FloatBuffer floats(INDArray array) {
        return memory(array, DataType.FLOAT).asFloatBuffer();
    }

    /**
     * The values of a contiguous unsigned 8-bit array.
     *
     * @throws IllegalArgumentException if the array is a strided view or not of type UINT8
     */
    public static ByteBuffer bytes(INDArray array) {
        return memory(array, DataType.UINT8);
    }

    private static ByteBuffer memory(INDArray array, DataType type) {
        if (array.dataType() != type
                || (array.ordering() != 'c' && array.rank() > 1)
                || array.elementWiseStride() != 1) {
            throw new IllegalArgumentException("Invalid array: " + array.shapeInfoToString() + " (must be contiguous "
                    + type + " in row-major order)");
        }
        BytePointer pointer = new BytePointer(array.data().addressPointer());
        pointer.capacity(pointer.position() + array.length() * type.width());
        ByteBuffer buffer = pointer.asByteBuffer().order(ByteOrder.nativeOrder());
        CLEANER.register(buffer, new Hold(array));
        return buffer;
    }
}
