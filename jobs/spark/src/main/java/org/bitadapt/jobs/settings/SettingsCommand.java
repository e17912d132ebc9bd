package org.bitadapt.jobs.settings;

import java.util.List;
import java.util.Locale;
import org.bitadapt.common.text.Suggestions;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.JobCommand;
import org.bitadapt.jobs.config.AdaptationJobConfig;
import org.bitadapt.jobs.config.Setting;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.SettingsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bitadapt settings}: lists every key with its value and meaning. */
@Command(
        name = "settings",
        description = {
            "Shows what can be set by --set and --config: every key with its value, range, unit and meaning.",
            "With --config or --set it shows what a job would take, and checks it."
        },
        footer = {
            "  bitadapt settings",
            "  bitadapt settings train.schedule",
            "  bitadapt settings --resolved --config conf/cifar10-resnet20.conf"
        })
public final class SettingsCommand extends JobCommand {

    @Parameters(arity = "0..1", paramLabel = "SECTION", description = "Only keys that begin with this, such as train.")
    private String section = "";

    @Option(
            names = "--resolved",
            description = "Show values only, as a configuration file that --config reads, instead of explaining them.")
    private boolean resolved;

    @Mixin
    private SettingsOptions options;

    @Override
    protected SettingsOutcome run(Console console) {
        Settings settings = options.settings();
        settings.read(AdaptationJobConfig.class);
        List<Setting> all = settings.all();
        List<Setting> shown =
                all.stream().filter(setting -> isIn(setting.key(), section)).toList();
        if (shown.isEmpty()) {
            List<String> known = all.stream().map(Setting::key).toList();
            throw new BadInputException(
                    "Unknown setting: " + section + Suggestions.didYouMean(section, known),
                    "`bitadapt settings` shows all.");
        }
        return new SettingsOutcome(shown, resolved);
    }

    private static boolean isIn(String key, String section) {
        String lower = section.toLowerCase(Locale.ROOT);
        return lower.isEmpty() || key.equals(lower) || key.startsWith(lower + ".");
    }
}
