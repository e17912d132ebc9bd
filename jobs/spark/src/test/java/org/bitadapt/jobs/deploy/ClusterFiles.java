package org.bitadapt.jobs.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** The files of a cluster's HDFS. */
record ClusterFiles(FileSystem hdfs) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param conf the folder of the cluster's configuration */
    static ClusterFiles of(Path conf) throws IOException {
        Configuration configuration = new Configuration();
        configuration.addResource(conf.resolve("core-site.xml").toUri().toURL());
        configuration.addResource(conf.resolve("hdfs-site.xml").toUri().toURL());
        return new ClusterFiles(FileSystem.newInstance(configuration));
    }

    void put(Path local, String remote) throws IOException {
        hdfs.copyFromLocalFile(path(local.toUri().toString()), path(remote));
    }

    ByteBuffer bytes(String name) throws IOException {
        try (InputStream in = hdfs.open(path(name))) {
            return ByteBuffer.wrap(in.readAllBytes());
        }
    }

    String text(String name) throws IOException {
        return StandardCharsets.UTF_8.decode(bytes(name)).toString();
    }

    JsonNode json(String name) throws IOException {
        return JSON.readTree(text(name));
    }

    /** Lines of JSON without the values that come from the clock. */
    String withoutTimes(String name) throws IOException {
        return text(name).replaceAll("\"(imagesPerSecond|seconds)\":[^,}]*,?", "");
    }

    List<String> names(String folder) throws IOException {
        return Arrays.stream(hdfs.listStatus(path(folder)))
                .map(FileStatus::getPath)
                .map(org.apache.hadoop.fs.Path::getName)
                .toList();
    }

    private static org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(name);
    }
}
