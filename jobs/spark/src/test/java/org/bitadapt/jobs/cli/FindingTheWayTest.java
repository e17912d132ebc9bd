package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitadapt.common.family.Networks;
import org.bitadapt.jobs.config.AdaptationJobConfig;
import org.bitadapt.jobs.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what somebody who meets the tool tries first. */
class FindingTheWayTest {

    /** Neither --data nor --run is given: the unknown option is what the user looks for. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "train --epochs 5, Unknown option: --epochs; did you mean '--set train.epochs=5'?",
        "train --batch=32, Unknown option: --batch; did you mean '--set data.batch=32'?",
        "train --learning-rate, Unknown option: --learning-rate; did you mean '--set train.learning-rate=...'?",
        "netadapt --budget 0.5, Unknown option: --budget; did you mean '--set netadapt.reduction.budget=0.5'?",
        "train --dta x, Unknown option: --dta; did you mean '--data'?",
        "evaluate --modle x --data y, Unknown option: --modle; did you mean '--model'?",
        "pipeline run --form x, Unknown option: --form; did you mean '--from'?",
        "report --xyzzy, Unknown option: --xyzzy"
    })
    void anUnknownOptionIsNamedBeforeAMissingOne(String line, String message) {
        Tool.Result result = Tool.run(line.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.failures()).containsExactly("bitadapt: " + message);
    }

    @Test
    void aMissingOptionIsNamedWhenNoneIsUnknown() {
        assertThat(Tool.run("train", "--data", "x").failures())
                .containsExactly("bitadapt: Missing required option: '--run=PATH'");
    }

    @Test
    void everySettingIsExplained() {
        Set<String> keys = Settings.reference().values().keySet();
        Tool.Result result = Tool.run("settings");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        for (String key : keys) {
            assertThat(result.output()).containsPattern("(?m)^" + key + " = .+\\R    \\S.+");
        }
        assertThat(result.output().lines()).allMatch(line -> line.length() <= 80);
        assertThat(result.output()).contains("train.epochs = 160\n    Passes over the training split; 1 or more.\n");
    }

    @Test
    void everyWordOfAChoiceIsExplained() {
        Settings settings = Settings.reference();
        Map<String, String> meanings = new TreeMap<>();
        settings.all().forEach(setting -> meanings.put(setting.key(), setting.meaning()));
        Settings wrong = settings;
        for (String key : meanings.keySet()) {
            wrong = wrong.set(key + "=xyzzy");
        }
        Settings all = wrong;
        String message =
                catchThrowable(() -> all.read(AdaptationJobConfig.class)).getMessage();
        Matcher choice = Pattern.compile("Invalid (\\S+): xyzzy \\(must be one of ([^)]+)\\)")
                .matcher(message);
        Set<String> choices = new TreeSet<>();
        while (choice.find()) {
            String key = choice.group(1);
            choices.add(key);
            // A layer of a binary network is never float32, though its type has the word.
            String words = key.equals("network.edge-precision") ? "int8, binary" : choice.group(2);
            assertThat(meanings.get(key)).as(key).contains(words.split(", "));
        }
        assertThat(choices).contains("netadapt.resource", "network.precision");
    }

    @Test
    void aSectionIsShownAlone() {
        assertThat(Tool.run("settings", "train.schedule").output().lines().filter(line -> line.contains(" = ")))
                .allMatch(line -> line.startsWith("train.schedule."))
                .hasSize(4);
        assertThat(Tool.run("settings", "train.epoch").failures())
                .singleElement()
                .asString()
                .contains("Unknown setting: train.epoch; did you mean 'train.epochs'?");
    }

    @Test
    void resolvedSettingsCanBeReadBack(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("my.conf"), "train { epochs = 7 }\n");
        Tool.Result result = Tool.run("settings", "--resolved", "--config=" + file, "--set=data.batch=8");
        assertThat(result.output())
                .contains("train.epochs = 7  # default 160; here by " + file + ":1")
                .contains("data.batch = 8  # default 64; here by --set data.batch");
        Path again = Files.writeString(folder.resolve("again.conf"), result.output());
        assertThat(Settings.file(again).values())
                .isEqualTo(Settings.file(file).set("data.batch=8").values());
    }

    @Test
    void networksAreListed() {
        assertThat(Tool.run("inspect", "--list").output()).contains(Networks.names());
    }

    @Test
    void shellsCompleteCommandsAndOptions() {
        assertThat(Tool.run("completion").output())
                .startsWith("#!/usr/bin/env bash")
                .contains("netadapt", "--config", "--run");
    }
}
