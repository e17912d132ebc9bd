package org.bitadapt.runtime.vector;

import java.util.List;
import java.util.function.Supplier;
import org.bitadapt.runtime.engine.OperationListener;
import org.bitadapt.runtime.format.Operation;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.vector.kernel.KernelCall;
import org.bitadapt.runtime.vector.kernel.Share;
import org.bitadapt.runtime.vector.memory.Maps;
import org.bitadapt.runtime.vector.memory.Scratch;

/** Runs one image at a time in the memory of one thread, or the thread's share of images whose maps threads share. */
final class ImageRunner {
    private final Operation.Input input;
    private final int[] zeroPoints;
    private final int classes;
    private final List<KernelCall[]> operations;
    private final Supplier<Maps> newMaps;
    private final Supplier<LinearTail.Runner> newTail;
    private final Scratch scratch;
    private final Share share;
    private Maps maps;
    private LinearTail.Runner tail;

    /**
     * Makes a runner; {@code operations.get(i)} has the steps of operation i + 1. Maps and the tail are made when
     * needed.
     */
    ImageRunner(
            PackedNetwork network,
            List<KernelCall[]> operations,
            Supplier<Maps> newMaps,
            Supplier<LinearTail.Runner> newTail,
            Scratch scratch,
            Share share) {
        this.input = network.input();
        this.zeroPoints = input.zeroPoints().stream().mapToInt(zero -> zero).toArray();
        this.classes = network.classes();
        this.operations = operations;
        this.newMaps = newMaps;
        this.newTail = newTail;
        this.scratch = scratch;
        this.share = share;
    }

    Maps maps() {
        synchronized (this) {
            if (maps == null) {
                maps = newMaps.get();
            }
            return maps;
        }
    }

    /** Runs one image alone. */
    void run(byte[] pixels, int image, float[] logits, OperationListener listener) {
        runTo(operations.size(), pixels, image, listener);
        write(maps(), logits, image);
    }

    /** Runs up to a tile of images, with the linear layers at the end for all images at once. */
    void runTile(byte[] pixels, int firstImage, int images, float[] logits, OperationListener listener) {
        if (tail == null) {
            tail = newTail.get();
        }
        for (int i = 0; i < images; i++) {
            runTo(tail.firstOperation() - 1, pixels, firstImage + i, listener);
            tail.take(maps(), i);
        }
        tail.run(listener);
        for (int i = 0; i < images; i++) {
            tail.write(i, logits, (firstImage + i) * classes);
        }
    }

    /** Runs the first operations of one image. */
    private void runTo(int end, byte[] pixels, int image, OperationListener listener) {
        Maps own = maps();
        read(own, pixels, image, Share.WHOLE);
        listener.finished(0);
        for (int i = 0; i < end; i++) {
            for (KernelCall step : operations.get(i)) {
                step.run(own, scratch, Share.WHOLE);
            }
            listener.finished(i + 1);
        }
    }

    /** Runs this thread's share of each step of all images, until all are done or somebody gives up. */
    void runShare(
            Maps shared, byte[] pixels, int images, float[] logits, Rendezvous rendezvous, OperationListener listener) {
        boolean together = true;
        for (int image = 0; image < images && together; image++) {
            read(shared, pixels, image, share);
            together = rendezvous.await();
            listener.finished(0);
            for (int i = 0; i < operations.size() && together; i++) {
                together = runShare(operations.get(i), shared, rendezvous);
                listener.finished(i + 1);
            }
            if (share.part() == 0 && together) {
                write(shared, logits, image);
            }
        }
    }

    private boolean runShare(KernelCall[] steps, Maps shared, Rendezvous rendezvous) {
        for (KernelCall step : steps) {
            step.run(shared, scratch, share);
            if (!rendezvous.await()) {
                return false;
            }
        }
        return true;
    }

    private void write(Maps from, float[] logits, int image) {
        System.arraycopy(from.values(operations.size()), 0, logits, image * classes, classes);
    }

    /** Turns a share of an image's interleaved bytes into planes of differences from the zero point. */
    private void read(Maps to, byte[] pixels, int image, Share part) {
        int channels = input.shape().channels();
        int plane = input.shape().pixels();
        int first = part.from(plane);
        int end = part.to(plane);
        int[] out = to.sums(0);
        for (int channel = 0; channel < channels; channel++) {
            int zero = zeroPoints[channel];
            int from = image * input.shape().elements() + channel;
            for (int pixel = first; pixel < end; pixel++) {
                out[channel * plane + pixel] = Byte.toUnsignedInt(pixels[from + pixel * channels]) - zero;
            }
        }
    }
}
