package org.bitadapt.jobs.files;

import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with the folders and files in it, in order of name.
 *
 * @param name the path from the folder that was walked, with slashes; empty for that folder
 * @param folders the folders in this folder
 * @param files the files in this folder
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

    /** The files in this folder and in all folders below. */
    public Stream<FoundFile> all() {
        return Stream.concat(files.stream(), folders.stream().flatMap(FoundFolder::all));
    }
}
