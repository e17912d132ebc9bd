package org.bitadapt.runtime.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.bitadapt.runtime.format.PackedNetwork;

/**
 * From a tile's 32-bit sums to the output: scale, offset, residual, and for codes the clamp and rounding, in the order
 * that {@link org.bitadapt.runtime.format.Convolution} fixes.
 *
 * <p>Clamping works on the bits: a negative float is a negative int, and non-negative floats compare as their bits do.
 * Adding 2^23 to a number in 0..255 rounds half to even and leaves the integer in the lowest byte of the bits.
 */
final class Requantization {
    private static final float TO_INTEGER = 0x1p23f;
    private static final int BITS_OF_255 = Float.floatToRawIntBits(255);

    private final Layer layer;
    private final float[] multipliers;
    private final float[] offsets;

    /** All ones for a tile, then all zeros: loading from {@code TILE - n} keeps n pixels. */
    private static final short[] KEEP = keep();

    Requantization(PackedNetwork network, Layer layer) {
        this.layer = layer;
        multipliers = network.multipliers(layer.number());
        offsets = network.offsets(layer.number());
    }

    private static short[] keep() {
        short[] keep = new short[2 * Lanes.TILE];
        Arrays.fill(keep, 0, Lanes.TILE, (short) -1);
        return keep;
    }

    /** Writes the outputs of a tile from {@code accumulators[output][even, odd]}. */
    void writeTile(int[] accumulators, int tile, Maps maps) {
        if (!layer.givesCodes()) {
            writeValues(accumulators, tile, maps);
        } else if (layer.addsCodes()) {
            writeCodesPlusCodes(accumulators, tile, maps);
        } else if (layer.addsValues()) {
            writeCodesPlusValues(accumulators, tile, maps);
        } else {
            writeCodes(accumulators, tile, maps);
        }
    }

    private void writeCodes(int[] accumulators, int tile, Maps maps) {
        byte[] out = maps.codes(layer.number());
        ShortVector keep = keep(tile);
        for (int output = 0, at = 0; output < multipliers.length; output++, at += Lanes.TILE) {
            FloatVector even = scaled(accumulators, at, output);
            FloatVector odd = scaled(accumulators, at + Lanes.HALF, output);
            store(even, odd, keep, out, layer.outLayout().plane(output) + tile * Lanes.TILE);
        }
    }

    private void writeCodesPlusCodes(int[] accumulators, int tile, Maps maps) {
        byte[] out = maps.codes(layer.number());
        byte[] residual = maps.codes(layer.residualSlot());
        float scale = layer.convolution().residualScale();
        ShortVector keep = keep(tile);
        for (int output = 0, at = 0; output < multipliers.length; output++, at += Lanes.TILE) {
            IntVector codes = Lanes.codes(residual, layer.residualLayout().plane(output) + tile * Lanes.TILE)
                    .reinterpretAsInts();
            IntVector evenCodes = codes.and(0xFF);
            IntVector oddCodes = codes.lanewise(VectorOperators.LSHR, 16).and(0xFF);
            FloatVector even = scaled(accumulators, at, output)
                    .add(Lanes.toFloat(evenCodes).mul(scale));
            FloatVector odd = scaled(accumulators, at + Lanes.HALF, output)
                    .add(Lanes.toFloat(oddCodes).mul(scale));
            store(even, odd, keep, out, layer.outLayout().plane(output) + tile * Lanes.TILE);
        }
    }

    private void writeCodesPlusValues(int[] accumulators, int tile, Maps maps) {
        byte[] out = maps.codes(layer.number());
        float[] residual = maps.values(layer.residualSlot());
        ShortVector keep = keep(tile);
        for (int output = 0, at = 0; output < multipliers.length; output++, at += Lanes.TILE) {
            int from = layer.residualLayout().plane(output) + tile * Lanes.TILE;
            FloatVector even =
                    scaled(accumulators, at, output).add(FloatVector.fromArray(Lanes.FLOATS, residual, from));
            FloatVector odd = scaled(accumulators, at + Lanes.HALF, output)
                    .add(FloatVector.fromArray(Lanes.FLOATS, residual, from + Lanes.HALF));
            store(even, odd, keep, out, layer.outLayout().plane(output) + tile * Lanes.TILE);
        }
    }

    private void writeValues(int[] accumulators, int tile, Maps maps) {
        float[] out = maps.values(layer.number());
        for (int output = 0, at = 0; output < multipliers.length; output++, at += Lanes.TILE) {
            int to = layer.outLayout().plane(output) + tile * Lanes.TILE;
            scaled(accumulators, at, output).intoArray(out, to);
            scaled(accumulators, at + Lanes.HALF, output).intoArray(out, to + Lanes.HALF);
        }
        if (layer.addsCodes()) {
            addCodes(out, tile, maps.codes(layer.residualSlot()));
        } else if (layer.addsValues()) {
            addValues(out, tile, maps.values(layer.residualSlot()));
        }
    }

    private void addCodes(float[] out, int tile, byte[] residual) {
        float scale = layer.convolution().residualScale();
        for (int output = 0; output < multipliers.length; output++) {
            int to = layer.outLayout().plane(output) + tile * Lanes.TILE;
            IntVector codes = Lanes.codes(residual, layer.residualLayout().plane(output) + tile * Lanes.TILE)
                    .reinterpretAsInts();
            add(Lanes.toFloat(codes.and(0xFF)).mul(scale), out, to);
            add(
                    Lanes.toFloat(codes.lanewise(VectorOperators.LSHR, 16).and(0xFF))
                            .mul(scale),
                    out,
                    to + Lanes.HALF);
        }
    }

    private void addValues(float[] out, int tile, float[] residual) {
        for (int output = 0; output < multipliers.length; output++) {
            int to = layer.outLayout().plane(output) + tile * Lanes.TILE;
            int from = layer.residualLayout().plane(output) + tile * Lanes.TILE;
            add(FloatVector.fromArray(Lanes.FLOATS, residual, from), out, to);
            add(FloatVector.fromArray(Lanes.FLOATS, residual, from + Lanes.HALF), out, to + Lanes.HALF);
        }
    }

    private static void add(FloatVector values, float[] out, int at) {
        FloatVector.fromArray(Lanes.FLOATS, out, at).add(values).intoArray(out, at);
    }

    private FloatVector scaled(int[] accumulators, int at, int output) {
        return Lanes.toFloat(IntVector.fromArray(Lanes.INTS, accumulators, at))
                .mul(multipliers[output])
                .add(offsets[output]);
    }

    private ShortVector keep(int tile) {
        int pixels = Math.min(Lanes.TILE, layer.out().pixels() - tile * Lanes.TILE);
        return ShortVector.fromArray(Lanes.SHORTS, KEEP, Lanes.TILE - pixels);
    }

    private static void store(FloatVector even, FloatVector odd, ShortVector keep, byte[] out, int at) {
        IntVector both = rounded(even).or(rounded(odd).lanewise(VectorOperators.LSHL, 16));
        both.reinterpretAsShorts()
                .and(keep)
                .convertShape(VectorOperators.S2B, Lanes.BYTES, 0)
                .reinterpretAsBytes()
                .intoArray(out, at);
    }

    private static IntVector rounded(FloatVector y) {
        return y.reinterpretAsInts()
                .max(0)
                .min(BITS_OF_255)
                .reinterpretAsFloats()
                .add(TO_INTEGER)
                .reinterpretAsInts()
                .and(0xFF);
    }

    /** Writes the outputs of the only pixel from {@code accumulators[output]}. */
    void writePixel(int[] accumulators, Maps maps) {
        for (int output = 0; output < multipliers.length; output++) {
            float y = (float) accumulators[output] * multipliers[output] + offsets[output];
            if (layer.addsCodes()) {
                y += (float) Byte.toUnsignedInt(maps.codes(layer.residualSlot())[output])
                        * layer.convolution().residualScale();
            } else if (layer.addsValues()) {
                y += maps.values(layer.residualSlot())[output];
            }
            if (layer.givesCodes()) {
                maps.codes(layer.number())[output] = (byte) Math.rint(Math.min(Math.max(y, 0), 255));
            } else {
                maps.values(layer.number())[output] = y;
            }
        }
    }
}
