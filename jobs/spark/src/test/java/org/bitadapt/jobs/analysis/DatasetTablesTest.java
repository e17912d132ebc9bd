package org.bitadapt.jobs.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.cli.TinyRuns;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatasetTablesTest {

    private static final SparkSession SPARK = LocalSpark.session();

    private static DatasetTables data;

    @BeforeAll
    static void open() throws IOException {
        data = Datasets.open(SPARK, TinyRuns.make().dataset());
    }

    @Test
    void countsAgreeWithTheRecords() {
        for (String split : List.of("train", "validation", "test")) {
            long records = data.records(split).count();
            assertThat(data.splits().where("split = '" + split + "'").first().getLong(1))
                    .isEqualTo(records);
            assertThat(data.classes()
                            .where("split = '" + split + "'")
                            .selectExpr("sum(images)")
                            .first()
                            .getLong(0))
                    .isEqualTo(records);
        }
        assertThat(data.info().first().<Integer>getAs("classes")).isEqualTo(10);
        assertThat(data.channels().select("channel").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("red", "green", "blue");
        assertThat(data.leftOut().where("kind = 'quarantined'").first().getLong(2))
                .isZero();
    }

    @Test
    void samplesAreTheRecordsPixels() throws IOException {
        List<Row> samples = data.samples("train", 2).collectAsList();
        assertThat(samples).hasSize(20);
        assertThat(samples).extracting(row -> row.getAs("id")).doesNotHaveDuplicates();
        Row sample = samples.get(7);
        byte[] pixels = data.records("train")
                .where("id = '" + sample.getAs("id") + "'")
                .first()
                .getAs("image");
        BufferedImage image = decoded(sample.getAs("png"));
        for (int i : new int[] {0, 31, 500, 1023}) {
            int code = image.getRGB(i % 32, i / 32) & 0xffffff;
            assertThat(code)
                    .isEqualTo(((pixels[3 * i] & 255) << 16)
                            | ((pixels[3 * i + 1] & 255) << 8)
                            | (pixels[3 * i + 2] & 255));
        }
    }

    private static BufferedImage decoded(String dataUri) throws IOException {
        byte[] png = Base64.getDecoder().decode(dataUri.replaceFirst("data:image/png;base64,", ""));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void aGalleryHasALineForEveryClass() throws IOException {
        String html = data.gallery("test", 3);
        assertThat(html.split("<tr>", -1)).hasSize(11);
        assertThat(html.split("<img ", -1)).hasSize(31);
    }

    @Test
    void splitsAreNamedExactly() {
        assertThatThrownBy(() -> data.samples("training", 1))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid split: training (must be train, validation or test)");
    }
}
