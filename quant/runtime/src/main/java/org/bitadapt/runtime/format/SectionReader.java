package org.bitadapt.runtime.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads little-endian fields of one section and never beyond it. */
final class SectionReader {
    private final ByteBuffer file;
    private final String section;
    private final int end;
    private int position;

    SectionReader(ByteBuffer file, String section, int at, int length) {
        this.file = file;
        this.section = section;
        this.position = at;
        this.end = at + length;
    }

    int unsignedByte() {
        return Byte.toUnsignedInt(file.get(take(1)));
    }

    int unsignedShort() {
        return Short.toUnsignedInt(file.getShort(take(2)));
    }

    float float32() {
        return file.getFloat(take(4));
    }

    String string() {
        int length = unsignedShort();
        if (length > Limits.MAX_STRING_BYTES) {
            throw invalid("string length: " + length + " (must be at most " + Limits.MAX_STRING_BYTES + ")");
        }
        ByteBuffer bytes = file.slice(take(length), length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw invalid("string of " + length + " bytes (must be UTF-8)");
        }
    }

    /** The bytes left in the section. */
    int remaining() {
        return end - position;
    }

    void requireEnd() {
        if (position != end) {
            throw invalid("section length: " + remaining() + " bytes are left over (must be none)");
        }
    }

    InvalidModelException invalid(String what) {
        return new InvalidModelException("Invalid " + what + " before byte " + position + " in the " + section);
    }

    private int take(int bytes) {
        if (bytes > remaining()) {
            throw invalid("section length: the next field needs " + bytes + " bytes and " + remaining()
                    + " are left (must hold whole fields)");
        }
        int at = position;
        position += bytes;
        return at;
    }
}
