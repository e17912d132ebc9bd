package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.package$;
import org.junit.jupiter.api.Test;

/** Tests what the build writes about the libraries that it ships and runs with. */
class BillOfMaterialsIT {

    @Test
    void itListsTheLibrariesOfTheJarAndOfTheEmbeddedSpark() throws IOException {
        JsonNode bill =
                new ObjectMapper().readTree(Path.of("target/bitadapt.cdx.json").toFile());
        assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("bitadapt-jobs");
        Map<String, JsonNode> components = new HashMap<>();
        bill.get("components")
                .forEach(component -> components.put(component.get("name").asText(), component));
        assertThat(components)
                .hasSizeGreaterThan(150)
                .containsKeys("bitadapt-runtime", "nd4j-native", "ffmpeg", "netty-common", "hadoop-client-runtime")
                .doesNotContainKeys("junit-jupiter", "zookeeper", "assertj-core");
        assertThat(components.get("spark-core_2.12").get("version").asText())
                .isEqualTo(package$.MODULE$.SPARK_VERSION());
        assertThat(components.get("ffmpeg").get("hashes")).isNotEmpty();
    }
}
