package org.bitadapt.quant.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.quant.engine.onednn.product.ProductTimer;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Forward;
import org.bitadapt.quant.pack.ModelPacker;
import org.bitadapt.runtime.EngineChoice;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;

/**
 * Times the forward products of a network's layers of sign planes: by tables of sums, by bytes and by floats.
 *
 * <p>All three products give the same whole numbers, so an engine may use whichever is fastest. Turns of bytes and
 * floats alternate; the tables of all layers are timed before them.
 */
public final class ProductBenchmark {

    private static final float RANGE = 4;
    private static final int TURNS = 3;

    private final LoweredNetwork network;
    private final PackedModel model;
    private final int images;
    private final Duration turn;

    /**
     * @param spec a network with weights of planes
     * @param images the number of images of a call
     * @param turn how long a turn of a product lasts; each product has three turns
     */
    public ProductBenchmark(NetworkSpec spec, int images, Duration turn) {
        this.network = LoweredNetwork.of(spec);
        this.model = PackedModel.load(packed(spec, network));
        this.images = images;
        this.turn = turn;
    }

    private static byte[] packed(NetworkSpec spec, LoweredNetwork network) {
        ParameterLayout layout = ParameterLayout.of(network);
        FloatBuffer parameters = ByteBuffer.allocateDirect(Math.multiplyExact(layout.size(), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Initialization.fill(network, layout, 1, parameters);
        layout.slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.RANGE)
                .forEach(slice -> IntStream.range(slice.offset(), slice.end()).forEach(i -> parameters.put(i, RANGE)));
        PixelNormalization pixels =
                new PixelNormalization(Collections.nCopies(spec.input().channels(), 128), 1 / 64f);
        List<String> classes =
                IntStream.range(0, spec.classes()).mapToObj(Integer::toString).toList();
        return ModelPacker.pack(spec, pixels, classes, parameters);
    }

    /** Measures every layer of planes that reads codes. */
    public List<ProductSpeed> measure() {
        long[] tables = tables();
        List<ProductSpeed> speeds = new ArrayList<>();
        int operation = 0;
        for (Step step : network.steps()) {
            operation += step instanceof Step.Drop ? 0 : 1;
            if (step instanceof Step.Product product && readsCodes(product)) {
                speeds.add(speed(product, tables[operation]));
            }
        }
        return speeds;
    }

    private static boolean readsCodes(Step.Product product) {
        return product.layer().weights().planes() > 0 && product.input().kind() == FeatureMap.Kind.CODES;
    }

    private ProductSpeed speed(Step.Product product, long tableNanos) {
        double products = (double) product.weightCount()
                * product.output().shape().height()
                * product.output().shape().width();
        try (ProductTimer bytes = new ProductTimer(product, images, Forward.BYTES);
                ProductTimer floats = new ProductTimer(product, images, Forward.FLOATS)) {
            List<Long> byteNanos = new ArrayList<>();
            List<Long> floatNanos = new ArrayList<>();
            for (int i = 0; i < TURNS; i++) {
                byteNanos.add(median(bytes.nanos(turn)));
                floatNanos.add(median(floats.nanos(turn)));
            }
            return new ProductSpeed(
                    product.name(),
                    product.input().shape().channels(),
                    product.layer().outputs(),
                    product.window().height(),
                    product.window().stride(),
                    products * images / tableNanos,
                    products * images / Collections.min(byteNanos),
                    products * images / Collections.min(floatNanos));
        }
    }

    private static long median(LongStream nanos) {
        long[] sorted = nanos.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The median nanoseconds of each of the packed runtime's operations for a call. */
    private long[] tables() {
        int operations = model.network().operations().size();
        byte[] pixels = new byte[images * model.inputShape().elements()];
        new Random(1).nextBytes(pixels);
        float[] logits = new float[images * model.classes()];
        List<long[]> calls = new ArrayList<>();
        try (Session session = model.openSession(new SessionOptions(EngineChoice.VECTOR, 1))) {
            session.warmUp();
            long start = System.nanoTime();
            while (calls.size() < TURNS || System.nanoTime() - start < turn.toNanos() * TURNS * operations) {
                long[] nanos = new long[operations];
                long[] last = {System.nanoTime()};
                session.run(pixels, images, logits, operation -> {
                    long now = System.nanoTime();
                    nanos[operation] += now - last[0];
                    last[0] = now;
                });
                calls.add(nanos);
            }
        }
        return IntStream.range(0, operations)
                .mapToLong(operation -> median(calls.stream().mapToLong(nanos -> nanos[operation])))
                .toArray();
    }
}
