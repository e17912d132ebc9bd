package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.Network$;
import org.apache.spark.internal.config.Status$;
import org.apache.spark.internal.config.UI$;
import org.apache.spark.internal.config.package$;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;
import org.apache.spark.sql.internal.SQLConf$;
import org.bitadapt.jobs.files.ProjectFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that Spark knows all settings: it ignores unknown settings, so that a typing error would go unnoticed. */
class SparkSettingsTest {

    /** A setting, or a setting in a comment that waits to be used. */
    private static final Pattern SETTING = Pattern.compile("^#?(spark\\.[A-Za-z0-9.*_]+)\\s+(\\S.*)$");

    /**
     * The beginnings of settings whose last part is free, and of settings that Spark's network library reads by itself.
     */
    private static final List<String> FAMILIES = List.of(
            "spark.executorEnv.",
            "spark.metrics.conf.",
            "spark.hadoop.",
            "spark.ssl.",
            "spark.network.crypto.cipher",
            "spark.network.crypto.authEngineVersion");

    @ParameterizedTest
    @ValueSource(strings = {"spark-defaults.conf", "spark-secure.conf"})
    void sparkKnowsEverySetting(String file) throws IOException {
        List<Matcher> settings = Files.readAllLines(ProjectFiles.at("conf/" + file)).stream()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .toList();
        assertThat(settings)
                .hasSizeGreaterThan(3)
                .allSatisfy(setting -> assertThat(isKnown(setting.group(1)))
                        .as(setting.group(1))
                        .isTrue());
    }

    /** The settings in this test are the network library's own, and no entries of Spark's registry. */
    @Test
    void whatPassesBetweenProcessesCannotBeChangedUnnoticed() throws IOException {
        TransportConf network = new TransportConf("rpc", new MapConfigProvider(settings("spark-secure.conf")));
        assertThat(network.encryptionEnabled()).isTrue();
        assertThat(network.cipherTransformation()).isEqualTo("AES/GCM/NoPadding");
        assertThat(network.authEngineVersion()).isEqualTo(2);
        assertThat(network.saslFallback()).isFalse();
    }

    /** The settings of a file that are in force. */
    static Map<String, String> settings(String file) throws IOException {
        return Files.readAllLines(ProjectFiles.at("conf/" + file)).stream()
                .filter(line -> !line.startsWith("#"))
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(
                        setting -> setting.group(1), setting -> setting.group(2).strip()));
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
