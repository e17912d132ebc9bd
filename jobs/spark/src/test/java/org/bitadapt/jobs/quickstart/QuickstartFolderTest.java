package org.bitadapt.jobs.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitadapt.jobs.command.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartFolderTest {

    @TempDir
    Path folder;

    @Test
    void whatIsThereIsKeptWithoutOverwrite() throws IOException {
        Path file = Files.writeString(folder.resolve("images"), "x");
        assertThatThrownBy(() -> new QuickstartFolder(folder).create())
                .isInstanceOf(BadInputException.class)
                .hasMessage("There is something at " + folder);
        assertThat(file).exists();
    }

    @Test
    void aFolderOfOthersIsRefusedAndLeftAlone() throws IOException {
        Path file = Files.writeString(
                Files.createDirectory(folder.resolve("images")).resolve("cat.jpg"), "x");
        assertThatThrownBy(() -> new QuickstartFolder(folder).renew())
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid --folder: " + folder + " (must be empty, or what an earlier quickstart made)");
        assertThatThrownBy(() -> new QuickstartFolder(file).renew()).isInstanceOf(BadInputException.class);
        assertThat(file).exists();
    }

    @Test
    void whatAnEarlierQuickstartMadeIsDeletedAndTheRestStays() throws IOException {
        QuickstartFolder quickstart = new QuickstartFolder(folder.resolve("first"));
        quickstart.create();
        Path made = Files.createDirectories(folder.resolve("first/data/train"));
        Path own = Files.writeString(folder.resolve("first/notes.txt"), "x");
        quickstart.renew();
        quickstart.renew();
        assertThat(made.getParent()).doesNotExist();
        assertThat(own).exists();
    }

    /** The file has a name that a quickstart gives, but nothing says that the quickstart made it. */
    @Test
    void aFileThatWasPutAmongTheMadeOnesIsRefusedAndLeftAlone() throws IOException {
        QuickstartFolder quickstart = new QuickstartFolder(folder.resolve("first"));
        quickstart.create();
        Path made = Files.writeString(
                Files.createDirectories(folder.resolve("first/images")).resolve("test_batch.bin"), "x");
        quickstart.mark();
        Path own = Files.writeString(folder.resolve("first/images/cat.jpg"), "x");
        assertThatThrownBy(quickstart::renew)
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid --folder: " + folder.resolve("first")
                        + " has images/cat.jpg, which no quickstart made");
        assertThat(own).exists();
        assertThat(made).exists();
        Files.delete(own);
        quickstart.renew();
        assertThat(made).doesNotExist();
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException {
        new QuickstartFolder(folder).renew();
        assertThat(folder).isNotEmptyDirectory();
    }
}
