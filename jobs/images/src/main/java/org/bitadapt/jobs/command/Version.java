package org.bitadapt.jobs.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import picocli.CommandLine.IVersionProvider;

/** The version of the build, of Spark and of Java. */
public final class Version implements IVersionProvider {

    private static final Properties BUILD = read("version.properties");
    private static final Properties SPARK = read("/spark-version-info.properties");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

    /** The version of the build, such as {@code 0.1.0}; the build writes it. */
    public static String current() {
        return BUILD.getProperty("version");
    }

    /** The commit that was built; empty if the build had no repository. */
    public static Optional<String> commit() {
        return Optional.of(BUILD.getProperty("commit", "")).filter(COMMIT.asMatchPredicate());
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "bitadapt " + current() + commit().map(id -> " (commit " + id + ")").orElse(""),
            "Java " + System.getProperty("java.vm.version") + " of " + System.getProperty("java.vendor"),
            "Spark " + SPARK.getProperty("version", "not found")
        };
    }

    private static Properties read(String resource) {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
