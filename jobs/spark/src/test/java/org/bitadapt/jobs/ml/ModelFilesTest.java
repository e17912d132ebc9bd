package org.bitadapt.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.model.WideModels;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what saved models keep of the handling of invalid images. */
class ModelFilesTest {

    private static final SparkSession SPARK = LocalSpark.session();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private BinarizedNetworkModel model;
    private String place;

    @BeforeEach
    void open() throws IOException {
        Path path = Files.write(folder.resolve("wide.bnn"), WideModels.file(ColouredImages.SIDE));
        model = BinarizedNetworkModel.open(SPARK, path.toString());
        place = folder.resolve("saved").toString();
    }

    @Test
    void theHandlingOfInvalidImagesIsSaved() throws IOException {
        model.setHandleInvalid("keep").setReasonCol("why").save(place);
        BinarizedNetworkModel loaded = BinarizedNetworkModel.load(place);
        assertThat(loaded.getHandleInvalid()).isEqualTo("keep");
        assertThat(loaded.getReasonCol()).isEqualTo("why");
    }

    @Test
    void aModelThatWasSavedBeforeTheParamsFailsOnInvalidImages() throws IOException {
        model.save(place);
        Path metadata = metadata();
        ObjectNode json = (ObjectNode) JSON.readTree(Files.readString(metadata));
        ObjectNode defaults = (ObjectNode) json.get("defaultParamMap");
        assertThat(defaults.remove("handleInvalid")).isNotNull();
        assertThat(defaults.remove("reasonCol")).isNotNull();
        Files.delete(metadata.resolveSibling("." + metadata.getFileName() + ".crc"));
        Files.writeString(metadata, json.toString());

        BinarizedNetworkModel loaded = BinarizedNetworkModel.load(place);
        assertThat(loaded.getHandleInvalid()).isEqualTo("error");
        assertThat(loaded.getReasonCol()).isEqualTo("invalidReason");
    }

    private Path metadata() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(place, "metadata"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
