package org.bitadapt.runtime.vector.table;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.TileMemory;

/**
 * The sign planes of a layer as outputs of 1-bit weights that share tables: [octet of outputs][plane][output of the octet].
 *
 * <p>With {@code plus_k} the sum of the inputs whose sign in plane k of e is +1, and {@code total} the sum of all inputs,
 *
 * <pre>
 * sum(w * x) = sum over k = 1..e of 2^(e-k) (2 plus_k - total)
 *            = 2 (sum over k = 1..e of 2^(e-k) plus_k) - (2^e - 1) total
 * </pre>
 *
 * @param outputs the number of outputs of the layer
 * @param planes the number of planes, e
 */
record PlaneRows(int outputs, int planes) {
    /** The number of rows, with those that fill up the last octet of each plane. */
    int count() {
        return planes == 1 ? outputs : rowsTo(outputs);
    }

    /** The row before which all rows of the outputs before {@code output} are, which is a multiple of an octet or the end. */
    int rowsTo(int output) {
        return planes == 1 ? output : Math.multiplyExact(Lanes.roundUp(output, Lanes.OCTET), planes);
    }

    /** The row of a plane, from 0, of an output. */
    int row(int output, int plane) {
        return (output / Lanes.OCTET * planes + plane) * Lanes.OCTET + output % Lanes.OCTET;
    }

    /**
     * Makes the 32-bit sums of outputs {@code first..end - 1} from the 16-bit sums of their rows, which may have spilled.
     * The sums of an output are written where no later output has a row.
     */
    void combine(TileMemory memory, int first, int end) {
        boolean spilled = memory.spilled();
        for (int output = first; output < end; output++) {
            int row = row(output, 0) * Lanes.TILE;
            int to = memory.accumulators() + output * Lanes.TILE;
            combine(memory, row, spilled ? memory.accumulators() + row : TileMemory.ZERO_INTS, spilled, to);
        }
    }

    private void combine(TileMemory memory, int row, int sofar, boolean spilled, int to) {
        int[] ints = memory.ints;
        int step = Lanes.OCTET * Lanes.TILE;
        int soFarStep = spilled ? step : 0;
        int from = memory.sums() + row;
        ShortVector plus = ShortVector.fromArray(Lanes.SHORTS, memory.shorts, from);
        IntVector even = Lanes.even(plus).add(IntVector.fromArray(Lanes.INTS, ints, sofar));
        IntVector odd = Lanes.odd(plus).add(IntVector.fromArray(Lanes.INTS, ints, sofar + Lanes.HALF));
        for (int plane = 1; plane < planes; plane++) {
            from += step;
            sofar += soFarStep;
            plus = ShortVector.fromArray(Lanes.SHORTS, memory.shorts, from);
            even = even.add(even).add(Lanes.even(plus)).add(IntVector.fromArray(Lanes.INTS, ints, sofar));
            odd = odd.add(odd).add(Lanes.odd(plus)).add(IntVector.fromArray(Lanes.INTS, ints, sofar + Lanes.HALF));
        }
        int largest = (1 << planes) - 1;
        IntVector evenTotal =
                IntVector.fromArray(Lanes.INTS, ints, memory.totals()).mul(largest);
        IntVector oddTotal = IntVector.fromArray(Lanes.INTS, ints, memory.totals() + Lanes.HALF)
                .mul(largest);
        even.add(even).sub(evenTotal).intoArray(ints, to);
        odd.add(odd).sub(oddTotal).intoArray(ints, to + Lanes.HALF);
    }
}
