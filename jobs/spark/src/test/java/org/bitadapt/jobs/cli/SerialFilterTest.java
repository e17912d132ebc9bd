package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.commons.collections.keyvalue.TiedMapEntry;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;

class SerialFilterTest {

    @Test
    void classesThatRunCodeAreRefusedWhereverTheyAre() {
        TiedMapEntry entry = new TiedMapEntry(Map.of(), "key");
        assertThatThrownBy(() -> read(entry))
                .isInstanceOf(InvalidClassException.class)
                .hasMessageContaining("REJECTED");
        assertThatThrownBy(() -> read((Serializable) List.of(List.of(entry))))
                .isInstanceOf(InvalidClassException.class);
    }

    @Test
    void whatSparkSendsIsRead() throws Exception {
        Object read = read(new SerializableConfiguration(new org.apache.hadoop.conf.Configuration(false)));
        assertThat(read).isInstanceOf(SerializableConfiguration.class);
        assertThat(read((Serializable) List.of(1, "two"))).isEqualTo(List.of(1, "two"));
    }

    private static Object read(Serializable object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.setObjectInputFilter(SerialFilter.filter());
            return in.readObject();
        }
    }
}
