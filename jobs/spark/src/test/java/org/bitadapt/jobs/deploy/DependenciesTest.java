package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.package$;
import org.bitadapt.jobs.files.ProjectFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the list of dependencies against the class path that it describes. */
class DependenciesTest {

    private static final Path LIST = ProjectFiles.at("deploy/DEPENDENCIES.md");

    /**
     * A row of the table of raised versions: the artifact, the version that was asked for, and the version that is
     * here.
     */
    private static final Pattern RAISED =
            Pattern.compile("\\| `([a-z0-9-]+)`[^|]*\\| [0-9][^|]* \\| ([0-9]\\S*) \\|.*");

    /** A class of each artifact, by the artifact's name. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("commons-compress", "org.apache.commons.compress.archivers.ArchiveEntry"),
            Map.entry("commons-lang3", "org.apache.commons.lang3.StringUtils"),
            Map.entry("commons-io", "org.apache.commons.io.FileUtils"),
            Map.entry("commons-codec", "org.apache.commons.codec.Encoder"),
            Map.entry("commons-net", "org.apache.commons.net.SocketClient"),
            Map.entry("netty-common", "io.netty.util.Version"),
            Map.entry("lz4-java", "net.jpountz.lz4.LZ4Factory"),
            Map.entry("protobuf-java", "com.google.protobuf.Message"),
            Map.entry("log4j-core", "org.apache.logging.log4j.core.Logger"),
            Map.entry("ivy", "org.apache.ivy.Ivy"),
            Map.entry("snappy-java", "org.xerial.snappy.Snappy"),
            Map.entry("freemarker", "freemarker.template.Template"));

    @Test
    void theRaisedVersionsAreOnTheClassPath() throws Exception {
        Map<String, String> raised = Files.readAllLines(LIST).stream()
                .map(RAISED::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        assertThat(raised.keySet()).isEqualTo(CLASSES.keySet());
        for (Map.Entry<String, String> artifact : raised.entrySet()) {
            Class<?> type = Class.forName(
                    CLASSES.get(artifact.getKey()), false, getClass().getClassLoader());
            Path jar = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            assertThat(jar.getFileName()).hasToString(artifact.getKey() + "-" + artifact.getValue() + ".jar");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.zookeeper.ZooKeeper",
                "org.apache.curator.framework.CuratorFramework",
                "com.google.common.io.Files",
                "org.apache.parquet.avro.AvroReadSupport"
            })
    void whatIsSaidToBeLeftOutIsNotThere(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void itNamesTheSparkThatIsUsed() throws IOException {
        assertThat(Files.readString(LIST)).contains("| Spark " + package$.MODULE$.SPARK_VERSION() + " |");
    }
}
