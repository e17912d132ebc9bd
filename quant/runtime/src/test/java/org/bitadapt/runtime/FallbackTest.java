package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A JVM that was not given the incubating module runs the same model to the same bits. */
class FallbackTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** Runs the golden model, at once and warm, and prints the engine and both times the logits. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            PackedModel model = PackedModel.load(Path.of(arguments[0]));
            byte[] pixels = new byte[model.inputShape().elements()];
            new Random(3).nextBytes(pixels);
            float[] logits = new float[model.classes()];
            try (Session session = model.openSession(SessionOptions.DEFAULT)) {
                session.run(pixels, logits);
                String first = Arrays.toString(logits);
                session.warmUp();
                Arrays.fill(logits, Float.NaN);
                session.run(pixels, logits);
                System.out.println(session.engineName() + " " + first + Arrays.toString(logits));
            }
        }
    }

    /** Opens a session on the named engine and prints why there is none. */
    static final class Choosing {
        private Choosing() {}

        public static void main(String[] arguments) throws IOException {
            PackedModel model = PackedModel.load(Path.of(arguments[0]));
            SessionOptions options = SessionOptions.DEFAULT.withEngine(EngineChoice.valueOf(arguments[1]));
            try (Session session = model.openSession(options)) {
                System.out.println(session.engineName());
            } catch (UnavailableEngineException e) {
                System.out.println(e.getMessage() + " because " + e.getCause());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false,reference", "true,vector"})
    void autoTakesWhatTheJvmHas(boolean withModule, String engine) throws IOException, InterruptedException {
        String output = child(withModule, CLASS_PATH, Child.class);

        assertThat(output).startsWith(engine);
        String logits = "[836.5919, 49.072014, -56.507675]";
        assertThat(output.substring(output.indexOf('['))).isEqualTo(logits + logits);
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"VECTOR", "PLANES"})
    void withoutTheModuleTheFlagIsAdvised(EngineChoice choice) throws IOException, InterruptedException {
        assertThat(child(false, CLASS_PATH, Choosing.class, choice.name()))
                .isEqualTo("Invalid engine: " + choice + " (must be AUTO or REFERENCE unless java is started with"
                        + " --add-modules jdk.incubator.vector) because null");
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"VECTOR", "PLANES"})
    void anEngineThatDoesNotFitTheModuleIsRefusedWithTheCause(EngineChoice choice, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path broken = folder.resolve("org/bitadapt/runtime/vector/VectorEngine.class");
        Files.createDirectories(broken.getParent());
        Files.write(broken, new byte[4]);
        String classPath = folder + File.pathSeparator + CLASS_PATH;

        assertThat(child(true, classPath, Choosing.class, choice.name()))
                .startsWith("Invalid engine: " + choice + " (must be AUTO or REFERENCE because the vector engine does"
                        + " not work in this JVM) because java.lang.ClassFormatError");
        assertThat(child(true, classPath, Child.class)).startsWith("reference");
    }

    private static String child(boolean withModule, String classPath, Class<?> main, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp", classPath));
        if (withModule) {
            command.add("--add-modules=jdk.incubator.vector");
        }
        command.addAll(List.of(main.getName(), "src/test/resources/org/bitadapt/runtime/format/model-v1.bnn"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
