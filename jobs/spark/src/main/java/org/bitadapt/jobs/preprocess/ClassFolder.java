package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.List;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.image.ImageFile;

/**
 * The images of one class in one split of a folder source.
 *
 * @param name the name of the folder, relative to the input
 * @param files the image files in order of name
 */
record ClassFolder(String name, int label, Split split, List<ImageFile> files) implements Serializable {

    ClassFolder {
        files = List.copyOf(files);
    }
}
