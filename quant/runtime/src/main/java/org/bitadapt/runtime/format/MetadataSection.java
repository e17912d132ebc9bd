package org.bitadapt.runtime.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metadata section: name, writer, class names, properties. */
final class MetadataSection {
    private MetadataSection() {}

    static byte[] write(Metadata metadata) {
        SectionWriter writer = new SectionWriter();
        writer.string(metadata.name()).string(metadata.writer());
        writer.unsignedShort(metadata.classNames().size());
        metadata.classNames().forEach(writer::string);
        writer.unsignedShort(metadata.properties().size());
        metadata.properties().forEach((key, value) -> writer.string(key).string(value));
        return writer.toBytes();
    }

    static Metadata read(SectionReader reader, long float32Bytes) {
        String name = reader.string();
        String writer = reader.string();
        // Lists grow as strings are found, so a nonsense count ends at the section's end and does not fill the heap.
        List<String> classNames = new ArrayList<>();
        for (int left = reader.unsignedShort(); left > 0; left--) {
            classNames.add(reader.string());
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (int left = reader.unsignedShort(); left > 0; left--) {
            String key = reader.string();
            if (properties.put(key, reader.string()) != null) {
                throw reader.invalid("property: " + key + " (must be unique)");
            }
        }
        reader.requireEnd();
        return new Metadata(name, writer, float32Bytes, classNames, properties);
    }
}
