package org.bitadapt.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.image.ImageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {

    @TempDir
    Path folder;

    @Test
    void namesOfEverySpellingAreFoundInAllSubfolders() throws IOException {
        String[] names = {"a.Jpg", "b.jpe", "c.JFIF", "deep/er/d.jpeg", "e.PNG", "colon: f.png", "[g]{h,i}*?.png"};
        for (String name : names) {
            file(name);
        }
        file("__MACOSX/x.png");
        file("deep/.ipynb_checkpoints/x.png");
        file("._a.jpg");
        file("notes.txt");
        ImageFiles files = open(folder);

        assertThat(files.files()).extracting(ImageFile::name).containsExactlyInAnyOrder(names);
        assertThat(files.leftOut()).containsOnly(entry("hidden", 3L), entry("otherType", 1L));
    }

    @Test
    void everyFileThatWasFoundCanBeRead() throws IOException {
        file("colon: f.png");
        ImageFile file = open(folder).files().get(0);

        assertThat(file.bytes(new Configuration()))
                .containsExactly('c', 'o', 'l', 'o', 'n', ':', ' ', 'f', '.', 'p', 'n', 'g');
    }

    @Test
    void theFolderItselfIsNoPattern() throws IOException {
        file("[photos] {a,b}/a.png");
        file("p/a.png");

        assertThat(open(folder.resolve("[photos] {a,b}")).files()).hasSize(1);
    }

    @Test
    void oneFileIsReadWhateverItsName() throws IOException {
        file("picture");

        assertThat(open(folder.resolve("picture")).files())
                .extracting(ImageFile::name)
                .containsExactly("picture");
    }

    @Test
    void refusesAPipeAndAFolderWithoutImages() throws IOException, InterruptedException {
        file("notes.txt");
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("No PNG or JPEG files in ");
        Path pipe = folder.resolve("pipe.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> open(pipe))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("(must be a file or a folder, no pipe and no device)");
    }

    private static ImageFiles open(Path path) throws IOException {
        return ImageFiles.open(path.toString(), new Configuration());
    }

    private void file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }
}
