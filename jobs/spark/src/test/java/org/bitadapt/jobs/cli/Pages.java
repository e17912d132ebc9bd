package org.bitadapt.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bitadapt.jobs.files.ProjectFiles;

/** The pages for people, {@code *.md}. */
final class Pages {

    static final Path ROOT = ProjectFiles.ROOT;

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
    private static final Pattern INLINE = Pattern.compile("(?s)`(deploy/bin/bitadapt [^`]+)`");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private Pages() {}

    /** All pages of the repository but the pages that builds make. */
    static List<Path> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The calls of the tool on a page, without the launcher's options; a call that has "..." is not whole and is left
     * out.
     */
    static List<List<String>> calls(Path page) {
        List<String> lines = new ArrayList<>();
        BLOCK.matcher(text(page))
                .results()
                .flatMap(block -> block.group(1).replaceAll("\\\\\\n\\s*", "").lines())
                .filter(line -> line.startsWith("deploy/bin/bitadapt ") || line.startsWith("bitadapt "))
                .forEach(lines::add);
        INLINE.matcher(BLOCK.matcher(text(page)).replaceAll(""))
                .results()
                .map(code -> code.group(1).replace('\n', ' '))
                .forEach(lines::add);
        return lines.stream()
                .filter(line -> !line.contains("..."))
                .map(line -> words(line.replaceAll("\\s+# .*", "")))
                .map(Pages::withoutLauncher)
                .toList();
    }

    private static List<String> words(String line) {
        return WORD.matcher(line).results().map(Pages::unquoted).toList();
    }

    private static String unquoted(MatchResult word) {
        return word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3);
    }

    private static List<String> withoutLauncher(List<String> words) {
        int first = 1;
        while (first < words.size() && words.get(first).startsWith("--")) {
            first += words.get(first).contains("=") || words.get(first).equals("--dry-run") ? 1 : 2;
        }
        return words.subList(first, words.size());
    }
}
