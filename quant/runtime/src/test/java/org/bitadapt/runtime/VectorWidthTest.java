package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bitadapt.runtime.format.Convolution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The engines are equal with shorter vectors than this machine's too. A JVM has one width, so child JVMs run the
 * others.
 */
class VectorWidthTest {
    /** Compares the engines on random layers, then prints the vector engine's name. */
    static final class Child {
        private static final int SEEDS = 4;

        private Child() {}

        public static void main(String[] arguments) {
            EngineEqualityTest test = new EngineEqualityTest();
            for (long seed = 0; seed < SEEDS; seed++) {
                test.randomLayersAreEqual(seed);
            }
            test.rowsOfTheKernelShareTables(8, 16, 64, 24, 3, 3, 1, 1);
            test.rowsOfTheKernelShareTables(9, 8, 20, 17, 5, 5, 2, 2);
            test.rowsOfTheKernelShareTables(20, 8, 30, 17, 3, 3, 1, 2);
            test.sumsOfWhiteMapsAreEqual(16, 8, 40);
            test.sumsOfWhiteMapsAreEqual(16, 16, 20);
            test.everySecondPixelIsRead(16, 16, 9, 3, 1);
            test.everySecondPixelIsRead(9, 64, 3, 3, 1);
            test.linearLayersTakeManyImages(20, 5, 4, 130, 70, 2);
            test.wideKernelsStayInThePlanes(32, 11);
            test.wideKernelsStayInThePlanes(64, 20);
            new WidthEqualityTest().randomNetworksAreEqual(1);
            new WidthEqualityTest().sumsOfWhiteMapsAreEqual(4, 4, 130, 3);
            RandomNetworks networks = new RandomNetworks(1);
            PackedModel model = networks.reading(networks.convolution(Convolution.of(networks.input(1, 3, 3), 2, 1)));
            try (Session session = model.openSession(SessionOptions.DEFAULT.withEngine(EngineChoice.VECTOR))) {
                System.out.println(session.engineName());
            }
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"32, 'vector, (256|128) bits'", "16, 'vector, 128 bits'"})
    void shorterVectorsGiveTheSameBits(int bytes, String engine) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:MaxVectorSize=" + bytes,
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().reduce((first, last) -> last).orElse("")).matches(engine);
    }
}
