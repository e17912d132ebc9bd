package org.bitadapt.jobs.files;

import java.util.List;
import java.util.stream.Stream;

/**
 * A folder and what is in it, in order of name.
 *
 * @param name from the folder that was walked, with slashes; empty for that one
 * @param folders in it
 * @param files in it
 */
public record FoundFolder(String name, List<FoundFolder> folders, List<FoundFile> files) {

    /** Copies the lists. */
    public FoundFolder {
        folders = List.copyOf(folders);
        files = List.copyOf(files);
    }

    /** The last part of the name. */
    public String lastName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The files in it and in all folders below. */
    public Stream<FoundFile> all() {
        return Stream.concat(files.stream(), folders.stream().flatMap(FoundFolder::all));
    }
}
