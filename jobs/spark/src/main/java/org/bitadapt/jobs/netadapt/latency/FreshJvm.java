package org.bitadapt.jobs.netadapt.latency;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.latency.Measurement;
import org.bitadapt.runtime.latency.ModelTiming;
import org.bitadapt.runtime.latency.TimingEffort;

/**
 * Measures a packed model in a JVM of its own, as a device would run it: a process that has trained may run kernels much
 * more slowly ({@link ModelTiming}).
 */
final class FreshJvm {

    /** Options of this JVM that decide how fast kernels are. */
    private static final List<String> KEPT =
            List.of("--add-modules", "-Djdk.incubator.vector.", "-XX:+Use", "-XX:UseAVX");

    private FreshJvm() {}

    /**
     * Measures a model.
     *
     * @throws IOException if the process cannot be started, or fails; the message has what it said
     */
    static Measurement time(byte[] model, TimingEffort effort) throws IOException {
        Path file = Files.createTempFile("bitadapt-latency", ".bnn");
        Path errors = Files.createTempFile("bitadapt-latency", ".txt");
        try {
            Files.write(file, model);
            Process process = new ProcessBuilder(command(file, effort))
                    .redirectError(errors.toFile())
                    .start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (finished(process) != 0) {
                throw new IOException("Cannot measure in a process of its own: " + said(errors));
            }
            return ModelTiming.parse(answer);
        } finally {
            Files.delete(file);
            Files.delete(errors);
        }
    }

    private static int finished(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a model was measured", e);
        }
    }

    private static List<String> command(Path model, TimingEffort effort) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> KEPT.stream().anyMatch(argument::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-cp", runtime(), ModelTiming.class.getName(), model.toString()));
        command.add(Long.toString(effort.firstWarmUp().toMillis()));
        command.add(Long.toString(effort.measure().toMillis()));
        command.add(Integer.toString(effort.minimumRuns()));
        return command;
    }

    /** The jar or folder of the runtime's classes, which need nothing else. */
    private static String runtime() {
        try {
            return Path.of(PackedModel.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The runtime's classes are in a file or folder", e);
        }
    }

    /** What the process said of its failure: the first line that is no warning. */
    private static String said(Path errors) throws IOException {
        return Files.readAllLines(errors).stream()
                .filter(line -> !line.startsWith("WARNING"))
                .findFirst()
                .orElse("it said nothing");
    }
}
