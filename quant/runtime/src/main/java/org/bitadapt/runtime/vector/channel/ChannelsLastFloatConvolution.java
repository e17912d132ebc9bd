package org.bitadapt.runtime.vector.channel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Layer;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.Lanes;
import org.bitadapt.runtime.vector.memory.LookupMemory;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;
import org.bitadapt.runtime.vector.memory.ScratchSizes;
import org.bitadapt.runtime.vector.memory.Wide;

/**
 * A convolution over the image whose output has the channels last, in exact float arithmetic: sums of up to
 * {@value #MAX_LENGTH} products are integers below {@code 2^24}. The sums of four pixels and 64 outputs stay in registers.
 */
public final class ChannelsLastFloatConvolution {
    /** The most products of a code's difference from the zero point and an 8-bit weight whose sum is exact. */
    private static final int MAX_LENGTH = (1 << 24) / (255 * 128);

    private static final int PIXELS = Wide.TILE;
    private static final int OUTPUTS = Wide.OUTPUTS;
    private static final int LANES = Wide.HALF;

    private final Layer layer;
    private final ChannelsLastRequantization output;
    private final int length;
    private final int pairs;
    /** The weights, [pair][weight][output]; 32 outputs are in the order even, odd. */
    private final float[] weights;
    /** The distance of each weight's input from the window's corner. */
    private final int[] places;

    private final int rowLength;
    private final int planeLength;
    private final int number;

    /** Orders the weights of a layer that {@link #suits} accepts, and asks for memory. */
    public ChannelsLastFloatConvolution(PackedNetwork network, Layer layer, ScratchSizes sizes) {
        this.layer = layer;
        output = new ChannelsLastRequantization(network, layer);
        length = layer.weightsPerOutput();
        pairs = Lanes.roundUp(layer.out().channels(), OUTPUTS) / OUTPUTS;
        int padding = layer.convolution().padding();
        rowLength = layer.in().width() + 2 * padding;
        planeLength = Math.multiplyExact(rowLength, layer.in().height() + 2 * padding);
        number = sizes.ownFloatPlanes(Math.multiplyExact(planeLength, layer.in().channels()));
        weights = weights(layer.weights(network));
        places = places();
        sizes.lookups.tiles(1, 1);
    }

    /** Whether a layer's sums are exact in floats. */
    public static boolean suits(Layer layer) {
        return layer.weightsPerOutput() <= MAX_LENGTH;
    }

    private float[] weights(ByteBuffer stored) {
        float[] all = new float[Math.multiplyExact(pairs, Math.multiplyExact(length, OUTPUTS))];
        for (int channel = 0; channel < layer.out().channels(); channel++) {
            int lane = ChannelsLastRequantization.ordered(channel) % OUTPUTS;
            for (int i = 0; i < length; i++) {
                long weight = (long) channel * length + i;
                all[(channel / OUTPUTS * length + i) * OUTPUTS + lane] = layer.weight(stored, weight);
            }
        }
        return all;
    }

    private int[] places() {
        int[] all = new int[length];
        Arrays.setAll(all, i -> {
            int position = i % layer.kernelPixels();
            int kernelWidth = layer.convolution().kernelWidth();
            return i / layer.kernelPixels() * planeLength + position / kernelWidth * rowLength + position % kernelWidth;
        });
        return all;
    }

    /** The steps of an image. */
    public List<KernelCall> steps() {
        return List.of(this::prepare, this::sumAll);
    }

    /** Copies the image into planes with zeros around it. */
    private void prepare(Maps maps, Scratch scratch, Share share) {
        int[] image = maps.sums(layer.convolution().input());
        float[] planes = maps.floatPlanes[number];
        int padding = layer.convolution().padding();
        int height = layer.in().height();
        int width = layer.in().width();
        int rows = layer.in().channels() * height;
        int end = share.to(rows);
        for (int row = share.from(rows); row < end; row++) {
            int to = row / height * planeLength + (row % height + padding) * rowLength + padding;
            int from = row * width;
            for (int x = 0; x < width; x++) {
                planes[to + x] = image[from + x];
            }
        }
    }

    /** Sums this thread's share of the tiles. */
    private void sumAll(Maps maps, Scratch scratch, Share share) {
        int pixels = layer.out().pixels();
        int tiles = (pixels + PIXELS - 1) / PIXELS;
        int end = share.to(tiles);
        LookupMemory memory = scratch.lookups;
        int[] corners = memory.sources;
        for (int tile = share.from(tiles); tile < end; tile++) {
            int first = tile * PIXELS;
            for (int i = 0; i < PIXELS; i++) {
                corners[i] = corner(Math.min(first + i, pixels - 1));
            }
            memory.takeStrip(first, Math.min(PIXELS, pixels - first));
            for (int pair = 0; pair < pairs; pair++) {
                sum(maps.floatPlanes[number], corners, pair * length * OUTPUTS, memory.sums);
                output.writeFloats(pair, maps, scratch);
            }
        }
    }

    /** Where the window of an output pixel begins. */
    private int corner(int pixel) {
        int y = pixel / layer.out().width();
        int x = pixel % layer.out().width();
        return (y * rowLength + x) * layer.convolution().stride();
    }

    /**
     * Adds the products of four pixels. Each sum begins with a vector of its own: a vector shared by all sums would
     * become an object on the heap.
     */
    private void sum(float[] image, int[] corners, int weight, float[] sums) {
        FloatVector a0 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector b0 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector c0 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector d0 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector a1 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector b1 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector c1 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector d1 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector a2 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector b2 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector c2 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector d2 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector a3 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector b3 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector c3 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        FloatVector d3 = FloatVector.fromArray(Wide.FLOATS, LookupMemory.ZERO_FLOATS, 0);
        int p0 = corners[0];
        int p1 = corners[1];
        int p2 = corners[2];
        int p3 = corners[3];
        for (int i = 0; i < length; i++) {
            int place = places[i];
            FloatVector a = FloatVector.fromArray(Wide.FLOATS, weights, weight + i * OUTPUTS);
            FloatVector b = FloatVector.fromArray(Wide.FLOATS, weights, weight + i * OUTPUTS + LANES);
            FloatVector c = FloatVector.fromArray(Wide.FLOATS, weights, weight + i * OUTPUTS + 2 * LANES);
            FloatVector d = FloatVector.fromArray(Wide.FLOATS, weights, weight + i * OUTPUTS + 3 * LANES);
            FloatVector x = FloatVector.broadcast(Wide.FLOATS, image[p0 + place]);
            a0 = x.fma(a, a0);
            b0 = x.fma(b, b0);
            c0 = x.fma(c, c0);
            d0 = x.fma(d, d0);
            x = FloatVector.broadcast(Wide.FLOATS, image[p1 + place]);
            a1 = x.fma(a, a1);
            b1 = x.fma(b, b1);
            c1 = x.fma(c, c1);
            d1 = x.fma(d, d1);
            x = FloatVector.broadcast(Wide.FLOATS, image[p2 + place]);
            a2 = x.fma(a, a2);
            b2 = x.fma(b, b2);
            c2 = x.fma(c, c2);
            d2 = x.fma(d, d2);
            x = FloatVector.broadcast(Wide.FLOATS, image[p3 + place]);
            a3 = x.fma(a, a3);
            b3 = x.fma(b, b3);
            c3 = x.fma(c, c3);
            d3 = x.fma(d, d3);
        }
        a0.intoArray(sums, 0);
        b0.intoArray(sums, LANES);
        c0.intoArray(sums, 2 * LANES);
        d0.intoArray(sums, 3 * LANES);
        a1.intoArray(sums, OUTPUTS);
        b1.intoArray(sums, OUTPUTS + LANES);
        c1.intoArray(sums, OUTPUTS + 2 * LANES);
        d1.intoArray(sums, OUTPUTS + 3 * LANES);
        a2.intoArray(sums, 2 * OUTPUTS);
        b2.intoArray(sums, 2 * OUTPUTS + LANES);
        c2.intoArray(sums, 2 * OUTPUTS + 2 * LANES);
        d2.intoArray(sums, 2 * OUTPUTS + 3 * LANES);
        a3.intoArray(sums, 3 * OUTPUTS);
        b3.intoArray(sums, 3 * OUTPUTS + LANES);
        c3.intoArray(sums, 3 * OUTPUTS + 2 * LANES);
        d3.intoArray(sums, 3 * OUTPUTS + 3 * LANES);
    }
}
