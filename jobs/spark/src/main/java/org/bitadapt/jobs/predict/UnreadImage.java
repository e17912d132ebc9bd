package org.bitadapt.jobs.predict;

import java.io.Serializable;

/**
 * An image file that could not be read.
 *
 * @param path the path with its file system
 * @param reason the reason, such as {@code cut off}
 */
record UnreadImage(String path, String reason) implements Serializable {

    private static final long serialVersionUID = 1;
}
