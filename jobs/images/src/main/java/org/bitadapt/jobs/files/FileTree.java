package org.bitadapt.jobs.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.files.FoundFile.Kind;

/** Walks through all that is below a folder. */
public final class FileTree {

    private FileTree() {}

    /**
     * Walks through a folder. On this machine's file system, a link to a folder is followed once, unless the folder
     * lies in or around a folder that is walked through anyway.
     *
     * @throws BadInputException if the root is not there, or is no folder
     */
    public static FoundFolder walk(Path root, Configuration configuration) throws IOException {
        FileSystem files = root.getFileSystem(configuration);
        Path qualified = files.makeQualified(root);
        try {
            if (!files.getFileStatus(qualified).isDirectory()) {
                throw new BadInputException("Invalid input: " + root + " (must be a folder)", "Name a folder.");
            }
        } catch (FileNotFoundException e) {
            throw new BadInputException("Invalid input: " + root + " (must exist)", "Name a folder.", e);
        }
        return InputFiles.isLocal(files)
                ? new LocalTree(InputFiles.local(qualified)).walk()
                : walk(files, qualified, "");
    }

    private static FoundFolder walk(FileSystem files, Path folder, String name) throws IOException {
        List<FoundFolder> folders = new ArrayList<>();
        List<FoundFile> found = new ArrayList<>();
        for (FileStatus status : files.listStatus(folder)) {
            Path path = status.getPath();
            String inside = name.isEmpty() ? path.getName() : name + "/" + path.getName();
            if (status.isDirectory()) {
                folders.add(walk(files, path, inside));
            } else {
                found.add(
                        status.isSymlink()
                                ? FoundFile.unread(inside, path.toString(), Kind.UNREACHABLE)
                                : new FoundFile(
                                        inside,
                                        path.toString(),
                                        Kind.REGULAR,
                                        status.getLen(),
                                        status.getModificationTime()));
            }
        }
        folders.sort(Comparator.comparing(FoundFolder::name));
        found.sort(null);
        return new FoundFolder(name, folders, found);
    }
}
