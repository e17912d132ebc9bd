package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.package$;
import org.bitadapt.jobs.command.Version;
import org.bitadapt.jobs.files.ProjectFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the image's recipe: no Docker engine is needed to see that it fits the project. */
class DockerfileTest {

    private static final Path ROOT = ProjectFiles.ROOT;
    private static final List<String> INSTRUCTIONS = instructions();

    @TempDir
    private Path logs;

    @Test
    void theJarIsBuiltInAStageThatIsLeftBehind() {
        List<String> stages = all("FROM");
        assertThat(stages).hasSize(3);
        assertThat(stages.get(0)).matches("eclipse-temurin:17-jdk-\\w+ AS build");
        assertThat(stages.get(2)).matches("eclipse-temurin:17-jre-\\w+");
        assertThat(all("RUN")).anyMatch(run -> run.contains("./mvnw -B -q -DskipTests -pl jobs/spark -am package"));
        assertThat(all("COPY"))
                .contains("--from=build /build/jobs/spark/target/bitadapt.jar /opt/bitadapt/bitadapt.jar");
    }

    @Test
    void itsVersionsAreThoseOfTheBuild() throws IOException, InterruptedException {
        assertThat(all("ARG")).containsExactly("SPARK_VERSION");
        assertThat(Script.named("docker/build", logs)
                        .run("--dry-run", "--push", "registry.example/bitadapt")
                        .out())
                .containsExactly(
                        "docker build --file deploy/docker/Dockerfile --build-arg SPARK_VERSION="
                                + package$.MODULE$.SPARK_VERSION() + " --tag registry.example/bitadapt:"
                                + Version.current() + " .",
                        "docker push registry.example/bitadapt:" + Version.current());
        assertThat(all("FROM").get(1)).isEqualTo("apache/spark:${SPARK_VERSION}-scala2.12-java17-ubuntu AS spark");
        assertThat(all("ENTRYPOINT")).containsExactly("[\"/opt/entrypoint.sh\"]");
    }

    @Test
    void itRunsAsNobodyInParticularAndKeepsNoCaches() {
        int user = INSTRUCTIONS.indexOf("USER 185");
        assertThat(user).isPositive();
        assertThat(INSTRUCTIONS.subList(user + 1, INSTRUCTIONS.size())).noneMatch(line -> line.startsWith("USER"));
        assertThat(all("RUN"))
                .filteredOn(run -> run.contains("apt-get"))
                .hasSize(1)
                .allMatch(run -> run.contains("--no-install-recommends") && run.contains("rm -rf /var/lib/apt/lists"));
        assertThat(all("RUN").get(0))
                .startsWith("--mount=type=cache,target=/maven ")
                .contains("MAVEN_USER_HOME=/maven ", "-Dmaven.repo.local=/maven/");
    }

    @Test
    void whatIsCopiedIsInTheProjectAndNotIgnored() throws IOException {
        List<String> ignored = Files.readAllLines(ROOT.resolve(".dockerignore"));
        assertThat(ignored).contains("**/target", ".git", "runs", "datasets");
        assertThat(all("COPY")).filteredOn(copy -> !copy.startsWith("--from")).allSatisfy(copy -> {
            String source = copy.substring(0, copy.indexOf(' '));
            assertThat(ROOT.resolve(source)).exists();
            assertThat(ignored).doesNotContain(source);
        });
    }

    private static List<String> all(String keyword) {
        return INSTRUCTIONS.stream()
                .filter(line -> line.startsWith(keyword + " "))
                .map(line -> line.substring(keyword.length() + 1))
                .toList();
    }

    /** The instructions of the Dockerfile, one a line, without comments. */
    private static List<String> instructions() {
        try {
            String text = Files.readString(ROOT.resolve("deploy/docker/Dockerfile"));
            String joined = text.replaceAll("(?m)^#.*\\n", "").replaceAll("\\s*\\\\\\n\\s*", " ");
            return Arrays.stream(joined.split("\\n"))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
