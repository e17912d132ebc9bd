package org.bitadapt.runtime.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes little-endian fields. */
final class SectionWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    SectionWriter unsignedByte(int value) {
        bytes.write(value);
        return this;
    }

    SectionWriter unsignedShort(int value) {
        return unsignedByte(value & 0xFF).unsignedByte(value >>> 8);
    }

    SectionWriter float32(float value) {
        int bits = Float.floatToIntBits(value);
        return unsignedShort(bits & 0xFFFF).unsignedShort(bits >>> 16);
    }

    SectionWriter string(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        Limits.require("UTF-8 bytes of a string", encoded.length, 0, Limits.MAX_STRING_BYTES);
        unsignedShort(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
