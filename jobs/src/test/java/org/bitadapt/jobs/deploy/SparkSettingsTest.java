package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.Network$;
import org.apache.spark.internal.config.Status$;
import org.apache.spark.internal.config.UI$;
import org.apache.spark.internal.config.package$;
import org.apache.spark.sql.internal.SQLConf$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark ignores settings that it does not know: a typing error would go unnoticed. */
class SparkSettingsTest {

    /** A setting, or one in a comment that waits to be used. */
    private static final Pattern SETTING = Pattern.compile("^#?(spark\\.[A-Za-z0-9.*_]+)\\s+(\\S.*)$");

    /** Families whose last part is free. */
    private static final List<String> FAMILIES =
            List.of("spark.executorEnv.", "spark.metrics.conf.", "spark.hadoop.", "spark.ssl.");

    @ParameterizedTest
    @ValueSource(strings = {"spark-defaults.conf", "spark-secure.conf"})
    void sparkKnowsEverySetting(String file) throws IOException {
        List<Matcher> settings = Files.readAllLines(Path.of("../conf", file)).stream()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .toList();
        assertThat(settings)
                .hasSizeGreaterThan(3)
                .allSatisfy(setting -> assertThat(isKnown(setting.group(1)))
                        .as(setting.group(1))
                        .isTrue());
    }

    @Test
    void aTypingErrorIsNotKnown() {
        assertThat(isKnown("spark.executor.memoryOverhed")).isFalse();
        assertThat(isKnown("spark.sql.shuffle.partitons")).isFalse();
    }

    private static boolean isKnown(String key) {
        // Settings register themselves when the object that holds them is first touched.
        assertThat(List.of(package$.MODULE$, UI$.MODULE$, Network$.MODULE$, Status$.MODULE$))
                .doesNotContainNull();
        return FAMILIES.stream().anyMatch(key::startsWith)
                || ConfigEntry.findEntry(key) != null
                || SQLConf$.MODULE$.containsConfigKey(key);
    }
}
