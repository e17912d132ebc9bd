package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM that was not given the incubating module runs the same model to the same bits. */
class FallbackTest {
    /** Runs the golden model and prints the engine and the logits' bits. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            PackedModel model = PackedModel.load(Path.of(arguments[0]));
            byte[] pixels = new byte[model.inputShape().elements()];
            new Random(3).nextBytes(pixels);
            float[] logits = new float[model.classes()];
            try (Session session = model.openSession(SessionOptions.DEFAULT)) {
                session.run(pixels, logits);
                System.out.println(session.engineName() + " " + Arrays.toString(logits));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false,reference", "true,vector"})
    void autoTakesWhatTheJvmHas(boolean withModule, String engine) throws IOException, InterruptedException {
        String output = child(withModule);

        assertThat(output).startsWith(engine);
        assertThat(output.substring(output.indexOf('['))).isEqualTo("[836.5919, 49.072014, -56.507675]");
    }

    private static String child(boolean withModule) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path")));
        if (withModule) {
            command.add("--add-modules=jdk.incubator.vector");
        }
        command.addAll(List.of(Child.class.getName(), "src/test/resources/org/bitadapt/runtime/format/model-v1.bnn"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
