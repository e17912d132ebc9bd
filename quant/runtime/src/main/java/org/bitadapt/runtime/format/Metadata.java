package org.bitadapt.runtime.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model says about itself.
 *
 * @param name the model's name
 * @param writer name and version of the program that wrote the file
 * @param float32Bytes size of the float32 weights of the network that was packed; 0 if unknown
 * @param classNames one name per logit, or an empty list
 * @param properties free keys and values, at most {@value Limits#MAX_PROPERTIES}, in the order given
 */
public record Metadata(
        String name, String writer, long float32Bytes, List<String> classNames, Map<String, String> properties) {
    /** Checks sizes and copies the collections. */
    public Metadata {
        Limits.require("float32 bytes", float32Bytes, 0, Long.MAX_VALUE);
        classNames = List.copyOf(classNames);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        Limits.require("number of class names", classNames.size(), 0, Limits.MAX_CHANNELS);
        Limits.require("number of properties", properties.size(), 0, Limits.MAX_PROPERTIES);
    }
}
