package org.bitadapt.runtime.vector.memory;

import java.util.Arrays;
import java.util.List;
import org.bitadapt.runtime.engine.BufferPlan;
import org.bitadapt.runtime.format.ElementType;

/** The feature maps of one image: an array per slot, shared by slots of the same layout that are never alive together. */
public final class Maps {
    private final byte[][] codes;
    private final int[][] sums;
    private final float[][] values;

    /**
     * Planes of codes of single steps, by the number that {@link ScratchSizes} gave; zeros in the margins stay zero.
     */
    public final byte[][] codePlanes;
    /** Planes of the image's differences from the zero point, by the number that {@link ScratchSizes} gave. */
    public final short[][] imagePlanes;
    /** Planes of floats, by the number that {@link ScratchSizes} gave. */
    public final float[][] floatPlanes;
    /** The outputs of one layer before its rows are moved together. */
    public final byte[] wideRows;

    /**
     * Allocates the maps of an image, and the planes that steps asked for.
     *
     * @param plan which slots share an array
     * @param layouts the layout of each slot
     * @param sizes the requests of the steps
     */
    public Maps(BufferPlan<MapLayout> plan, List<MapLayout> layouts, ScratchSizes sizes) {
        this(layouts.size(), sizes);
        byte[][] byteBuffers = new byte[plan.buffers()][0];
        int[][] intBuffers = new int[plan.buffers()][0];
        float[][] floatBuffers = new float[plan.buffers()][0];
        for (int buffer = 0; buffer < plan.buffers(); buffer++) {
            switch (plan.kind(buffer).type()) {
                case U8 -> byteBuffers[buffer] = new byte[plan.size(buffer)];
                case I32 -> intBuffers[buffer] = new int[plan.size(buffer)];
                case F32 -> floatBuffers[buffer] = new float[plan.size(buffer)];
            }
        }
        Arrays.setAll(codes, slot -> byteBuffers[plan.buffer(slot)]);
        Arrays.setAll(sums, slot -> intBuffers[plan.buffer(slot)]);
        Arrays.setAll(values, slot -> floatBuffers[plan.buffer(slot)]);
    }

    /**
     * Shares the arrays of slots with the maps of another network whose slots have the same layouts, and allocates the
     * planes that steps asked for.
     *
     * @param other maps of an image that is never run at the same time
     * @param sizes the requests of the steps
     */
    public Maps(Maps other, ScratchSizes sizes) {
        this(other.codes, other.sums, other.values, sizes);
    }

    private Maps(int slots, ScratchSizes sizes) {
        this(new byte[slots][], new int[slots][], new float[slots][], sizes);
    }

    private Maps(byte[][] codes, int[][] sums, float[][] values, ScratchSizes sizes) {
        this.codes = codes;
        this.sums = sums;
        this.values = values;
        codePlanes = sizes.codePlanes.stream().map(byte[]::new).toArray(byte[][]::new);
        imagePlanes = sizes.imagePlanes.stream().map(short[]::new).toArray(short[][]::new);
        floatPlanes = sizes.floatPlanes.stream().map(float[]::new).toArray(float[][]::new);
        wideRows = new byte[sizes.wideRows];
    }

    /** Maps of which each has an array of its own: codes or floats, by slots up to the last map's. */
    public static Maps of(List<FeatureMap> all, ScratchSizes sizes) {
        Maps maps = new Maps(all.get(all.size() - 1).slot() + 1, sizes);
        for (FeatureMap map : all) {
            if (map.layout().type() == ElementType.U8) {
                maps.codes[map.slot()] = new byte[map.layout().size()];
            } else {
                maps.values[map.slot()] = new float[map.layout().size()];
            }
        }
        return maps;
    }

    /** The codes of a U8 slot. */
    public byte[] codes(int slot) {
        return codes[slot];
    }

    /** The sums of an I32 slot; the image's differences from the zero point for slot 0. */
    public int[] sums(int slot) {
        return sums[slot];
    }

    /** The values of an F32 slot; pixels of a tile in the order even, odd. */
    public float[] values(int slot) {
        return values[slot];
    }
}
