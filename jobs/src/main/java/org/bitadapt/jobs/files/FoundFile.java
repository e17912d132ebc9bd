package org.bitadapt.jobs.files;

import java.io.Serializable;

/**
 * Something below a folder that is no folder.
 *
 * @param name from the folder that was walked, with slashes
 * @param path with its file system
 * @param kind what it is
 * @param bytes its length; 0 unless regular
 * @param modifiedMillis when it was written, in milliseconds since 1970; 0 unless regular
 */
public record FoundFile(String name, String path, Kind kind, long bytes, long modifiedMillis)
        implements Serializable, Comparable<FoundFile> {

    /** What can be found. */
    public enum Kind {
        /** A file, or a link to one. */
        REGULAR,
        /** A pipe, a socket or a device: reading it may never end. */
        SPECIAL,
        /** A link to a folder that is read anyway, or lies around what is. */
        LINKED_FOLDER,
        /** A link that leads nowhere, or a name that this JVM cannot say. */
        UNREACHABLE
    }

    /** Something that cannot be read. */
    static FoundFile unread(String name, String path, Kind kind) {
        return new FoundFile(name, path, kind, 0, 0);
    }

    /** Names from the folder's own on; the last one is the file's. */
    public String[] names() {
        return name.split("/");
    }

    @Override
    public int compareTo(FoundFile other) {
        return name.compareTo(other.name);
    }
}
