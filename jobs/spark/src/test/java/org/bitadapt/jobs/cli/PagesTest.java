package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final int MOST_WORDS = 1800;

    static List<Path> pages() {
        return Pages.all();
    }

    @Test
    void readmeListsExactlyTheCommandsAndIsShort() {
        String readme = Pages.text(Pages.ROOT.resolve("README.md"));
        assertThat(ROW.matcher(readme).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        BitAdapt.commandLine().getSubcommands().keySet());
        assertThat(readme.split("\\s+")).hasSizeLessThanOrEqualTo(MOST_WORDS);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theToolTakesEveryCallOfAPage(Path page) {
        assertThat(Pages.calls(page))
                .allSatisfy(call -> assertThat(Tool.commandOf(call)).startsWith("bitadapt"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkOfAPageLeadsSomewhere(Path page) {
        assertThat(LINK.matcher(Pages.text(page)).results().map(link -> link.group(1)))
                .filteredOn(link -> !link.startsWith("http"))
                .allSatisfy(link -> {
                    String[] parts = link.split("#", 2);
                    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
                    assertThat(Files.exists(target)).as(link).isTrue();
                    if (parts.length > 1) {
                        assertThat(anchors(target)).contains(parts[1]);
                    }
                });
    }

    @Test
    void aCallThatTheToolDoesNotTakeWouldBeFound() {
        assertThat(Pages.calls(Pages.ROOT.resolve("README.md")))
                .contains(List.of("report", "runs/resnet20"))
                .hasSizeGreaterThan(8);
        assertThat(Pages.calls(Pages.ROOT.resolve("deploy/README.md")))
                .anyMatch(call -> call.get(0).equals("train"));
    }

    @Test
    void everyCommandHasADescriptionAndExamplesOfItself() {
        BitAdapt.commandLine().getSubcommands().forEach((name, command) -> {
            var usage = command.getCommandSpec().usageMessage();
            assertThat(usage.description()).as(name).isNotEmpty();
            assertThat(usage.footer()).as(name).isNotEmpty().allMatch(line -> line.contains("bitadapt " + name));
        });
    }

    /** The anchors of a page's headings, as sites that show Markdown name them. */
    private static Set<String> anchors(Path page) {
        return HEADING.matcher(Pages.text(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
