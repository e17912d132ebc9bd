package org.bitadapt.jobs.files;

import java.io.Serializable;

/**
 * A file, or something else that is no folder, below a folder.
 *
 * @param name the path from the folder that was walked, with slashes
 * @param path the path with its file system
 * @param kind the kind of the file
 * @param bytes the file's length; 0 unless regular
 * @param modifiedMillis the time at which the file was written, in milliseconds since 1970; 0 unless regular
 */
public record FoundFile(String name, String path, Kind kind, long bytes, long modifiedMillis)
        implements Serializable, Comparable<FoundFile> {

    /** The kinds of things that can be found. */
    public enum Kind {
        /** A regular file, or a link to a regular file. */
        REGULAR,
        /** A pipe, a socket or a device: reading it may never end. */
        SPECIAL,
        /** A link to a folder that is read anyway, or that lies around a folder which is read. */
        LINKED_FOLDER,
        /** A link that leads nowhere, or a name that this JVM cannot say. */
        UNREACHABLE
    }

    /** A found file of a kind that cannot be read. */
    static FoundFile unread(String name, String path, Kind kind) {
        return new FoundFile(name, path, kind, 0, 0);
    }

    /** The names on the path below the folder that was walked; the last name is the file's. */
    public String[] names() {
        return name.split("/");
    }

    @Override
    public int compareTo(FoundFile other) {
        return name.compareTo(other.name);
    }
}
