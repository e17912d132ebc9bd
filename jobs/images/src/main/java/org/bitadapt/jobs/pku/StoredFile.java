package org.bitadapt.jobs.pku;

import java.io.Serializable;

/**
 * A file of the download, unpacked or inside a zip file.
 *
 * @param name the file's name when it is unpacked, such as {@code train_images/ID_8a6e65317.jpg}
 * @param path the path of the file or of the zip file, with its file system
 * @param entry the file's name in the zip file; empty if the file is unpacked
 */
public record StoredFile(String name, String path, String entry) implements Serializable {

    boolean isUnpacked() {
        return entry.isEmpty();
    }
}
