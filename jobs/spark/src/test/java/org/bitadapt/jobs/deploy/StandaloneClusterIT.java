package org.bitadapt.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitadapt.jobs.quickstart.GeneratedImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs jobs on a Spark cluster of a master and two workers, each a process of its own. */
class StandaloneClusterIT {

    @TempDir
    private Path folder;

    private Script cluster;
    private String master;

    @BeforeEach
    void up() throws Exception {
        cluster = Script.named("cluster/standalone", folder);
        Script.Result up = cluster.run("up", "--memory", "1g", "--dir", dir());
        assertThat(up.exitCode()).as("%s", up).isZero();
        master = up.lastLine();
    }

    @AfterEach
    void down() throws Exception {
        assertThat(cluster.run("down", "--dir", dir()).exitCode()).isZero();
        assertThat(cluster.run("status", "--dir", dir()).exitCode()).isEqualTo(1);
    }

    @Test
    void itRunsJobsOfTheLauncher() throws Exception {
        assertThat(cluster.run("status", "--dir", dir()).out())
                .hasSize(4)
                .last()
                .isEqualTo(master);
        assertThat(cluster.run("up", "--dir", dir()).exitCode()).isEqualTo(2);

        Path images = Files.createDirectory(folder.resolve("images"));
        new GeneratedImages(1, 100).writeTo(images);
        Script.Result job = Script.named("bin/bitadapt", folder)
                .run(
                        "--master",
                        master,
                        "--spark",
                        "spark.executor.memory=512m",
                        "preprocess",
                        "--source",
                        "cifar10",
                        "--input",
                        images.toString(),
                        "--output",
                        folder.resolve("data").toString(),
                        "--json");
        assertThat(job.exitCode()).as("%s", job).isZero();
        assertThat(new ObjectMapper()
                        .readTree(job.lastLine())
                        .get("testRecords")
                        .asInt())
                .isEqualTo(100);
        assertThat(folder.resolve("cluster/work-1")).isNotEmptyDirectory();
        assertThat(folder.resolve("cluster/work-2")).isNotEmptyDirectory();
    }

    private String dir() {
        return folder.resolve("cluster").toString();
    }
}
