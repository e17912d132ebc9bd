package org.bitadapt.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the bytes of shards do not depend on the JVM that writes them. */
class RepeatableFileTest {

    private static final int RECORDS = 60_000;

    @TempDir
    Path folder;

    @Test
    void encodingsAreInOrder() throws IOException {
        byte[] file = shard(10);
        for (ColumnChunk column : footer(file).getRow_groups().get(0).getColumns()) {
            List<Encoding> encodings = column.getMeta_data().getEncodings();
            assertThat(encodings).hasSizeGreaterThan(1).isSorted();
        }
    }

    /** The bytes are the same, whatever the order of the encodings was. */
    @Test
    void anotherOrderGivesTheSameBytes() throws IOException {
        byte[] file = shard(10);
        FileMetaData footer = footer(file);
        for (ColumnChunk column : footer.getRow_groups().get(0).getColumns()) {
            List<Encoding> encodings = new ArrayList<>(column.getMeta_data().getEncodings());
            Collections.reverse(encodings);
            column.getMeta_data().setEncodings(encodings);
        }
        byte[] reversed = withFooter(file, footer);
        assertThat(reversed).isNotEqualTo(file);
        assertThat(RepeatableFile.inOrder(reversed)).isEqualTo(file);
        assertThat(RepeatableFile.inOrder(file)).isEqualTo(file);
    }

    /** The shard has more bytes than are held back, in pages of about as many. */
    @Test
    void largeShardsAreWhole() throws IOException {
        assertThat(shard(RECORDS)).hasSizeGreaterThan(3 * RepeatableFile.TAIL_BYTES);
        Dataset dataset = DatasetFixture.write(folder.resolve("set"), RECORDS);
        int rows = 0;
        for (Shard shard : dataset.shards(Split.TRAIN)) {
            DecodedShard decoded = new ShardReader(dataset, new Configuration()).read(shard);
            rows += decoded.records();
        }
        assertThat(rows).isEqualTo(RECORDS);
    }

    private byte[] shard(int records) throws IOException {
        org.apache.hadoop.fs.Path place =
                new org.apache.hadoop.fs.Path(folder.resolve("of-" + records).toUri());
        Shard shard = new ShardWriter(place, new Configuration())
                .write(Split.TRAIN, 0, DatasetFixture.records(records, 0).iterator());
        return Files.readAllBytes(folder.resolve("of-" + records).resolve(shard.name()));
    }

    private static FileMetaData footer(byte[] file) throws IOException {
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
        return Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length));
    }

    private static byte[] withFooter(byte[] file, FileMetaData footer) throws IOException {
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Arrays.copyOf(file, file.length - 8 - length));
        int start = out.size();
        Util.writeFileMetaData(footer, out);
        int written = out.size() - start;
        out.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, written)
                .array());
        out.write("PAR1".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
