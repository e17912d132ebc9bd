package org.bitadapt.jobs.files;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project's own files in tests, whichever module runs. */
public final class ProjectFiles {

    /** The folder of the whole project, absolute. */
    public static final Path ROOT = root();

    private ProjectFiles() {}

    /**
     * A file or folder of the project.
     *
     * @param path the path from the project's folder, such as {@code conf/log4j2.properties}
     */
    public static Path at(String path) {
        return ROOT.resolve(path);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
