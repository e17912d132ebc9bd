package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceStreamTest {

    @ParameterizedTest(name = "{0}")
    @EnumSource(CifarLayout.class)
    void aFailureOfTheFileSystemEndsTheTask(CifarLayout layout) {
        assertThatThrownBy(() -> read(layout, new SourceStream(failing())).hasNext())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("data_batch_1")
                .hasMessageContaining("Connection reset");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(CifarLayout.class)
    void damageOfAnArchiveIsAReading(CifarLayout layout) {
        assertThat(read(layout, failing()).next()).isInstanceOf(Reading.Unusable.class);
    }

    private static Iterator<Reading> read(CifarLayout layout, InputStream content) {
        return layout.format().read(new CifarBatch(layout, "data_batch_1", 10), content);
    }

    private static InputStream failing() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new EOFException("Connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }
}
