package org.bitadapt.jobs.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bitadapt.jobs.files.FoundFile.Kind;

/** Walks through a folder of this machine's file system, which has links, pipes and names of any bytes. */
final class LocalTree {

    private final Path root;
    /** The real paths of the root and of folders that links led to; no such folder lies in another. */
    private final List<Path> walked = new ArrayList<>();

    LocalTree(Path root) {
        this.root = root;
    }

    FoundFolder walk() throws IOException {
        walked.add(root.toRealPath());
        return walk(root, "");
    }

    private FoundFolder walk(Path folder, String name) throws IOException {
        List<FoundFolder> folders = new ArrayList<>();
        List<FoundFile> files = new ArrayList<>();
        for (Path path : sorted(folder)) {
            String last = path.getFileName().toString();
            String inside = name.isEmpty() ? last : name + "/" + last;
            boolean isFolder = isSayable(path) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            if (isFolder || isToBeFollowed(path)) {
                folders.add(walk(path, inside));
            } else {
                files.add(found(inside, path));
            }
        }
        folders.sort(Comparator.comparing(FoundFolder::name));
        files.sort(null);
        return new FoundFolder(name, folders, files);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(paths::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        paths.sort(null);
        return paths;
    }

    /** Whether a link leads to a folder that is not walked through anyway. */
    private boolean isToBeFollowed(Path path) throws IOException {
        if (!isSayable(path) || !Files.isSymbolicLink(path) || !Files.isDirectory(path)) {
            return false;
        }
        Path target = path.toRealPath();
        for (Path other : walked) {
            if (target.startsWith(other) || other.startsWith(target)) {
                return false;
            }
        }
        walked.add(target);
        return true;
    }

    private static FoundFile found(String name, Path path) {
        String location = InputFiles.hadoop(path).toString();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!isSayable(path)) {
                return FoundFile.unread(name, location, Kind.UNREACHABLE);
            }
            if (attributes.isRegularFile()) {
                long modified = attributes.lastModifiedTime().toMillis();
                return new FoundFile(name, location, Kind.REGULAR, attributes.size(), modified);
            }
            return FoundFile.unread(name, location, attributes.isDirectory() ? Kind.LINKED_FOLDER : Kind.SPECIAL);
        } catch (IOException e) {
            return FoundFile.unread(name, location, Kind.UNREACHABLE); // A link that leads nowhere, or in a circle.
        }
    }

    /** Whether the path, as text, leads to the file itself: names are bytes, not all of which are text. */
    private static boolean isSayable(Path path) {
        try {
            return Path.of(path.toString()).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
