package org.bitadapt.jobs.pku;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.files.TextFiles;

/**
 * The published download: an unpacked folder, a folder with its zip files, or one zip file of everything. Every folder is
 * listed once.
 */
public final class Download {

    private static final String LABELS = "train.csv";
    private static final String CAMERA = "camera/camera_intrinsic.txt";
    private static final String IMAGES = "train_images";
    private static final String MASKS = "train_masks";
    private static final List<String> FOLDERS = List.of("camera", IMAGES, MASKS);
    private static final List<String> ARCHIVES =
            List.of("camera.zip", "train.csv.zip", "train_images.zip", "train_masks.zip", "pku-autonomous-driving.zip");
    private static final String JPEG = ".jpg";

    private final String where;
    private final Map<String, StoredFile> files = new TreeMap<>();

    private Download(String where) {
        this.where = where;
    }

    /**
     * Lists the files.
     *
     * @param input the download's place on any Hadoop file system
     * @throws BadInputException if the input is no such download, or a zip file has a name that leads outside of it
     */
    public static Download open(Path input, Configuration configuration) throws IOException {
        FileSystem fileSystem = input.getFileSystem(configuration);
        Path root = fileSystem.makeQualified(new Path(input.toString()));
        Download download = new Download(root.toString());
        try (StoredFiles archives = new StoredFiles(configuration)) {
            if (fileSystem.getFileStatus(root).isFile()) {
                download.addArchive(root, archives);
            } else {
                download.addFolder(root, fileSystem, archives);
            }
        } catch (FileNotFoundException e) {
            throw new BadInputException("Invalid input: " + root + " (must exist)", "Name the download's folder.", e);
        }
        for (String needed : List.of(LABELS, CAMERA)) {
            if (!download.files.containsKey(needed)) {
                throw new BadInputException(
                        "Missing file: " + needed + " in " + root,
                        "Name the folder of the download, or its zip file; zip files keep their names.");
            }
        }
        return download;
    }

    private void addFolder(Path root, FileSystem fileSystem, StoredFiles archives) throws IOException {
        for (FileStatus status : fileSystem.listStatus(root)) {
            String name = status.getPath().getName();
            if (status.isFile() && ARCHIVES.contains(name)) {
                addArchive(status.getPath(), archives);
            } else if (status.isFile()) {
                add(name, status.getPath(), "");
            } else if (FOLDERS.contains(name)) {
                for (FileStatus file : fileSystem.listStatus(status.getPath())) {
                    add(name + "/" + file.getPath().getName(), file.getPath(), "");
                }
            }
        }
    }

    private void addArchive(Path archive, StoredFiles archives) throws IOException {
        String folder = archive.getName().replaceFirst("\\.zip$", "");
        try {
            Enumeration<ZipArchiveEntry> entries =
                    archives.archive(archive.toString()).getEntries();
            for (ZipArchiveEntry entry : Collections.list(entries)) {
                checkName(entry.getName(), archive);
                if (!entry.isDirectory()) {
                    boolean bare = FOLDERS.contains(folder) && !entry.getName().startsWith(folder + "/");
                    add(bare ? folder + "/" + entry.getName() : entry.getName(), archive, entry.getName());
                }
            }
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            throw new BadInputException(
                    "Invalid archive: " + archive + " (must be a complete zip file: " + e.getMessage() + ")",
                    "Get the archive again.",
                    e);
        }
    }

    private static void checkName(String entry, Path archive) {
        boolean leadsOutside = entry.startsWith("/") || entry.contains("\\") || entry.matches("[A-Za-z]:.*");
        if (leadsOutside || List.of(entry.split("/")).contains("..")) {
            throw new BadInputException(
                    "Invalid archive entry: " + entry + " in " + archive.getName() + " (must stay inside the archive)",
                    "Do not trust this archive; get the official one.");
        }
    }

    private void add(String name, Path path, String entry) {
        if (name.equals(LABELS)
                || name.equals(CAMERA)
                || (name.endsWith(JPEG) && (name.startsWith(IMAGES + "/") || name.startsWith(MASKS + "/")))) {
            files.putIfAbsent(name, new StoredFile(name, path.toString(), entry));
        }
    }

    /** The rows of the label file. */
    public List<LabelRow> labels(Configuration configuration) throws IOException {
        return LabelFile.parse(text(LABELS, configuration), LABELS + " of " + where);
    }

    /** The camera that took the photographs. */
    public Camera camera(Configuration configuration) throws IOException {
        return Camera.parse(text(CAMERA, configuration), CAMERA + " of " + where);
    }

    private String text(String name, Configuration configuration) throws IOException {
        try (StoredFiles opened = new StoredFiles(configuration)) {
            return TextFiles.decode(opened.read(files.get(name)), name + " of " + where);
        } catch (InvalidPhotographException e) {
            throw new BadInputException(e.getMessage() + ": " + name + " of " + where, "Get the file again.", e);
        }
    }

    /** The photograph with an id. */
    public Optional<StoredFile> image(String id) {
        return Optional.ofNullable(files.get(IMAGES + "/" + id + JPEG));
    }

    /** The mask of the photograph with an id; not every photograph has a mask. */
    public Optional<StoredFile> mask(String id) {
        return Optional.ofNullable(files.get(MASKS + "/" + id + JPEG));
    }

    /** The ids of all photographs, in order. */
    public List<String> images() {
        return files.keySet().stream()
                .filter(name -> name.startsWith(IMAGES + "/"))
                .map(name -> name.substring(IMAGES.length() + 1, name.length() - JPEG.length()))
                .toList();
    }

    /** All files that are read, in order of name. */
    public List<StoredFile> files() {
        return List.copyOf(files.values());
    }
}
