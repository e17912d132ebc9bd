package org.bitadapt.runtime.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.RandomNetworks;
import org.bitadapt.runtime.engine.Inference;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.PackedNetwork;
import org.bitadapt.runtime.format.Width;
import org.junit.jupiter.api.Test;

/** Inferences of one model at several widths share the arrays of maps where these have one layout. */
class SharedMapsTest {
    private static final Width ONE = new Width(1, 8);
    private static final Width TWO = new Width(2, 4);

    private final PackedModel model = model();
    private final PackedNetwork one = model.network(ONE);
    private final PackedNetwork two = model.network(TWO);

    @Test
    void networksOfOneFormShareMaps() {
        try (Inference first = VectorNetwork.planar(one).open(2);
                Inference second = VectorNetwork.planar(two).open(2, first)) {
            for (int thread = 0; thread < 2; thread++) {
                for (int slot = 1; slot <= 2; slot++) {
                    assertThat(codes(second, thread, slot)).isNotEmpty().isSameAs(codes(first, thread, slot));
                }
            }
            assertThat(codes(second, 0, 1)).isNotSameAs(codes(second, 1, 1));
        }
    }

    @Test
    void networksOfOtherFormsOrThreadsDoNot() {
        try (Inference first = VectorNetwork.planar(one).open(1);
                Inference form = VectorNetwork.channelsLast(two).open(1, first);
                Inference threads = VectorNetwork.planar(two).open(2, first)) {
            assertThat(codes(form, 0, 1)).isNotSameAs(codes(first, 0, 1));
            assertThat(codes(threads, 0, 1)).isNotSameAs(codes(first, 0, 1));
        }
    }

    private static byte[] codes(Inference inference, int thread, int slot) {
        return ((VectorInference) inference).maps(thread).codes(slot);
    }

    private static PackedModel model() {
        RandomNetworks networks = new RandomNetworks(1, List.of(ONE, TWO));
        int codes = networks.convolution(Convolution.of(networks.input(3, 6, 6), 8, 3));
        return networks.reading(
                networks.convolution(Convolution.of(codes, 8, 3).withPadding(1).withPlanes(2)));
    }
}
