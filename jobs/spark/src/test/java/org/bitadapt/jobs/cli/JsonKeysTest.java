package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The keys that {@code jobs/COMMANDS.md} lists are the components of the records that commands end with. */
class JsonKeysTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z -]+)` \\|[^|]*\\|([^|]*)\\|$");
    private static final Pattern NESTED = Pattern.compile("\\(([^()]*)\\)");
    private static final Pattern KEY = Pattern.compile("`(\\w+)`");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The commands with more than one outcome; a dry run has the outcome of the plan. */
    private static final Map<String, List<String>> CHOOSING = Map.of(
            "inspect",
            List.of(
                    "inspect.NetworkLayersOutcome",
                    "inspect.ModelLayersOutcome",
                    "inspect.KnownNetworksOutcome",
                    "inspect.EnergyOutcome"),
            "evaluate",
            List.of("evaluate.EvaluateOutcome", "evaluate.WidthsOutcome"),
            "pipeline run",
            List.of("pipeline.PipelineOutcome"));

    /** The table's text on a command's keys, by command. */
    private static final Map<String, String> ROWS = ROW.matcher(Pages.text(Pages.ROOT.resolve("jobs/COMMANDS.md")))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));

    static Stream<String> commands() {
        return commands("", BitAdapt.commandLine());
    }

    /** The commands that do something; groups of commands only show their help. */
    private static Stream<String> commands(String prefix, CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .flatMap(entry -> Stream.concat(
                        entry.getValue().getCommand() instanceof JobCommand
                                ? Stream.of(prefix + entry.getKey())
                                : Stream.empty(),
                        commands(prefix + entry.getKey() + " ", entry.getValue())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theTableHasTheKeysOfACommand(String name) throws ReflectiveOperationException {
        assertThat(ROWS).containsKey(name);
        Set<String> keys = new TreeSet<>();
        Set<String> below = new TreeSet<>();
        for (Class<?> outcome : outcomes(name)) {
            properties(JSON.constructType(outcome)).forEach(property -> {
                keys.add(property.getName());
                collect(property.getPrimaryType(), below);
            });
        }
        String row = ROWS.get(name);
        assertThat(keys(NESTED.matcher(row).replaceAll(""))).isEqualTo(keys);
        assertThat(below)
                .containsAll(NESTED.matcher(row)
                        .results()
                        .flatMap(group -> keys(group.group(1)).stream())
                        .toList());
    }

    private static Set<String> keys(String text) {
        return KEY.matcher(text).results().map(key -> key.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Class<?>> outcomes(String name) throws ReflectiveOperationException {
        CommandLine line = BitAdapt.commandLine();
        for (String word : name.split(" ")) {
            line = line.getSubcommands().get(word);
        }
        Class<?> type = line.getCommand()
                .getClass()
                .getDeclaredMethod("run", Console.class)
                .getReturnType();
        assertThat(!type.isRecord()).isEqualTo(CHOOSING.containsKey(name));
        List<Class<?>> outcomes = new ArrayList<>();
        for (String outcome : CHOOSING.getOrDefault(name, List.of())) {
            outcomes.add(Class.forName("org.bitadapt.jobs." + outcome));
        }
        return outcomes.isEmpty() ? List.of(type) : outcomes;
    }

    private static List<BeanPropertyDefinition> properties(JavaType type) {
        BeanDescription bean = JSON.getSerializationConfig().introspect(type);
        return bean.findProperties().stream()
                .filter(BeanPropertyDefinition::couldSerialize)
                .toList();
    }

    /**
     * Collects the keys of records in lists, maps and records; an unwrapped record's keys are keys of the record that
     * holds it.
     */
    private static void collect(JavaType type, Set<String> keys) {
        JavaType element = type.isContainerType() ? type.getContentType() : type;
        if (element.isContainerType()) {
            collect(element, keys);
        } else if (element.getRawClass().isRecord()) {
            properties(element).forEach(property -> {
                keys.add(property.getName());
                collect(property.getPrimaryType(), keys);
            });
        }
    }
}
