package org.bitadapt.runtime.vector.lookup;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShuffle;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Wide;

/** The inner loop of a convolution by lookups. */
final class LookupKernel {
    private static final int OUTPUTS = Wide.OUTPUTS;

    private LookupKernel() {}

    /**
     * Adds, for each of the four pixels of a tile and 64 outputs, the entries of the pixel's tables that the outputs'
     * weights name. The kernel is a single loop: nested in another, the sums would become objects on the heap.
     *
     * @param memory the tables, the lookups of a call from {@link LookupMemory#INDEXES} on, and the sums
     * @param source the index in {@link LookupMemory#sources} of where the tables of the first pixel begin
     * @param offset the number that is added to where the tables begin
     * @param steps the number of tables of a pixel, each with the lookups of 64 outputs
     * @param sofar where the sums so far are: where the new sums go, or {@link LookupMemory#zeroShorts}
     * @param to where the new sums go, [pixel][output]
     */
    static void add(LookupMemory memory, int source, int offset, int steps, int sofar, int to) {
        byte[] bytes = memory.bytes;
        int[] sources = memory.sources;
        short[] sums = memory.shorts;
        int step = sofar == to ? OUTPUTS : 0;
        ShortVector a0 = ShortVector.fromArray(Wide.SHORTS, sums, sofar);
        ShortVector b0 = ShortVector.fromArray(Wide.SHORTS, sums, sofar + Wide.BLOCK);
        ShortVector a1 = ShortVector.fromArray(Wide.SHORTS, sums, sofar + step);
        ShortVector b1 = ShortVector.fromArray(Wide.SHORTS, sums, sofar + step + Wide.BLOCK);
        ShortVector a2 = ShortVector.fromArray(Wide.SHORTS, sums, sofar + 2 * step);
        ShortVector b2 = ShortVector.fromArray(Wide.SHORTS, sums, sofar + 2 * step + Wide.BLOCK);
        ShortVector a3 = ShortVector.fromArray(Wide.SHORTS, sums, sofar + 3 * step);
        ShortVector b3 = ShortVector.fromArray(Wide.SHORTS, sums, sofar + 3 * step + Wide.BLOCK);
        int p0 = Wide.bounded(sources[source] + offset);
        int p1 = Wide.bounded(sources[source + 1] + offset);
        int p2 = Wide.bounded(sources[source + 2] + offset);
        int p3 = Wide.bounded(sources[source + 3] + offset);
        int end = Wide.bounded(steps * Wide.VECTOR);
        for (int at = 0; at < end; at += Wide.VECTOR) {
            VectorShuffle<Byte> a = ByteVector.fromArray(Wide.BYTES, bytes, LookupMemory.INDEXES + 2 * at)
                    .toShuffle();
            VectorShuffle<Byte> b = ByteVector.fromArray(Wide.BYTES, bytes, LookupMemory.INDEXES + 2 * at + Wide.VECTOR)
                    .toShuffle();
            ByteVector table = ByteVector.fromArray(Wide.BYTES, bytes, p0 + at);
            a0 = a0.add(table.rearrange(a).reinterpretAsShorts());
            b0 = b0.add(table.rearrange(b).reinterpretAsShorts());
            table = ByteVector.fromArray(Wide.BYTES, bytes, p1 + at);
            a1 = a1.add(table.rearrange(a).reinterpretAsShorts());
            b1 = b1.add(table.rearrange(b).reinterpretAsShorts());
            table = ByteVector.fromArray(Wide.BYTES, bytes, p2 + at);
            a2 = a2.add(table.rearrange(a).reinterpretAsShorts());
            b2 = b2.add(table.rearrange(b).reinterpretAsShorts());
            table = ByteVector.fromArray(Wide.BYTES, bytes, p3 + at);
            a3 = a3.add(table.rearrange(a).reinterpretAsShorts());
            b3 = b3.add(table.rearrange(b).reinterpretAsShorts());
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + Wide.BLOCK);
        a1.intoArray(sums, to + OUTPUTS);
        b1.intoArray(sums, to + OUTPUTS + Wide.BLOCK);
        a2.intoArray(sums, to + 2 * OUTPUTS);
        b2.intoArray(sums, to + 2 * OUTPUTS + Wide.BLOCK);
        a3.intoArray(sums, to + 3 * OUTPUTS);
        b3.intoArray(sums, to + 3 * OUTPUTS + Wide.BLOCK);
    }
}
