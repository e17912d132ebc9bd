package org.bitadapt.jobs.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bitadapt.jobs.files.ProjectFiles;
import org.junit.jupiter.api.Assertions;

/** Runs a script of {@code deploy/} as a user would. */
record Script(Path path, Path logs) {

    private static final Path HOME = ProjectFiles.ROOT;
    private static final int TIMEOUT_MINUTES = 10;

    static Script named(String name, Path logs) {
        return new Script(HOME.resolve("deploy").resolve(name), logs);
    }

    /** The end of a script: its exit code and the lines that it printed. */
    record Result(int exitCode, List<String> out, List<String> err) {

        String lastLine() {
            return out.get(out.size() - 1);
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", path.toString()));
        command.addAll(List.of(arguments));
        Path out = logs.resolve("out");
        Path err = logs.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("BITADAPT_LOGS", logs.toString());
        List.of("SPARK_HOME", "SPARK_CONF_DIR", "HADOOP_CONF_DIR", "YARN_CONF_DIR", "BITADAPT_MASTER")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            Assertions.fail(path + " took more than " + TIMEOUT_MINUTES + " minutes");
        }
        return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }
}
