package org.bitadapt.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.bitadapt.jobs.files.ProjectFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** Tests the mark of a run in the log, on the driver and in tasks. */
class RunLoggingTest {

    @TempDir
    private Path folder;

    @Test
    void tasksLogTheRunTheyWorkFor() {
        var spark = LocalSpark.context();
        RunLogging.begin(spark.sc(), "runs/a");
        try {
            assertThat(marks()).containsExactly("runs/a", "runs/a");
            assertThat(MDC.get("mdc.run")).isEqualTo("runs/a");
        } finally {
            RunLogging.end(spark.sc());
        }
        assertThat(marks()).containsOnly("none");
        assertThat(MDC.get("mdc.run")).isNull();
    }

    private static List<String> marks() {
        return LocalSpark.context()
                .parallelize(List.of(1, 2), 2)
                .map(number -> String.valueOf(MDC.get("mdc.run")).replace("null", "none"))
                .collect();
    }

    @Test
    void theLogForMachinesIsJsonWithTheRun() throws Exception {
        Path log = folder.resolve("log.json");
        JsonNode line = new ObjectMapper().readTree(written(ProjectFiles.at("conf/log4j2-json.properties"), log));
        assertThat(line.get("message").asText()).isEqualTo("hello");
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("contextMap").get("mdc.run").asText()).isEqualTo("runs/b");
        assertThat(line.has("instant") || line.has("timeMillis")).isTrue();
    }

    @Test
    void theLogForPeopleNamesTheRun() throws Exception {
        Path log = folder.resolve("log");
        assertThat(written(ProjectFiles.at("conf/log4j2.properties"), log))
                .contains("INFO  [runs/b]")
                .endsWith(": hello");
    }

    /** The text of a log line, written in a logging context of its own. */
    private static String written(Path configuration, Path log) throws Exception {
        System.setProperty("bitadapt.log", log.toString());
        MDC.put("mdc.run", "runs/b");
        try (LoggerContext context = Configurator.initialize(
                log.getFileName().toString(), RunLoggingTest.class.getClassLoader(), configuration.toUri())) {
            context.getLogger("org.example").log(Level.INFO, "hello");
        } finally {
            MDC.remove("mdc.run");
            System.clearProperty("bitadapt.log");
        }
        return Files.readString(log).strip();
    }
}
