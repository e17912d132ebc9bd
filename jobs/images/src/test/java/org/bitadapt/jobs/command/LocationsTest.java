package org.bitadapt.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {

    private static final Configuration HADOOP = new Configuration();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", ":", "/x/a:b", "file:///x/a:b"})
    void aNameThatIsNoPlaceIsRefusedByName(String name) {
        assertThatThrownBy(() -> Locations.output("--output", name, HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid --output: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a://bucket/x", "nonsense://host/x"})
    void aFileSystemThatIsNotSetUpIsRefusedWithTheRemedy(String name) {
        for (String option : new String[] {"--output", "--data"}) {
            assertThatThrownBy(() -> Locations.input(option, name, HADOOP))
                    .isInstanceOfSatisfying(
                            BadInputException.class,
                            e -> assertThat(e.remedy().orElseThrow()).contains("jar"))
                    .hasMessageStartingWith("Invalid " + option + ": " + name + " (must be on a file system");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a]", "{b,c}", "*?", "a b", "%41", "#", "猫", "-x"})
    void namesAreNoPatterns(String name) throws IOException {
        Path place = folder.resolve(name);
        assertThat(Locations.output("--output", place.toString(), HADOOP).path().getName())
                .isEqualTo(name);
    }

    @Test
    void anOutputBelowAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (String below : new String[] {"file/x", "file/x/y/z"}) {
            assertThatThrownBy(() ->
                            Locations.output("--output", folder.resolve(below).toString(), HADOOP))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining(file + ", which is a file");
        }
    }

    @Test
    void anOutputIsApartFromEveryInput() throws IOException {
        Path input = Files.createDirectories(folder.resolve("input/inner"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("input"));
        refuse("input", "input", "be another place than");
        refuse("input/inner/../inner/new", "input", "not lie in");
        refuse("link", "input", "be another place than");
        refuse("link/new/deep", "input", "not lie in");
        refuse("input", "link/inner", "not contain");
        refuse(".", "input", "not contain");
        assertThat(output("input2").apartFrom("--input", folder.resolve("input").toString()))
                .isNotNull();
        assertThat(output("new").apartFrom("--input", null).apartFrom("--input", input.toString()))
                .isNotNull();
        assertThat(output("input")
                        .besides("--table", folder.resolve("input/table.csv").toString()))
                .isNotNull();
    }

    private Locations.Output output(String name) throws IOException {
        return Locations.output("--output", folder.resolve(name).toString(), HADOOP);
    }

    private void refuse(String output, String input, String relation) {
        assertThatThrownBy(() -> output(output)
                        .apartFrom("--input", folder.resolve(input).toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("(must " + relation + " --input ");
    }
}
