package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.List;

/**
 * The images of one class in one split of a folder source.
 *
 * @param name of the folder, relative to the input
 * @param files in order of name
 */
record ClassFolder(String name, int label, boolean test, List<ImageFile> files) implements Serializable {

    ClassFolder {
        files = List.copyOf(files);
    }
}
