package org.bitadapt.jobs.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.StringJoiner;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.config.Setting;

/**
 * Settings to be shown.
 *
 * @param settings the settings in the order of {@code reference.conf}
 * @param isBare whether values are shown without explanation
 */
record SettingsOutcome(List<Setting> settings, @JsonIgnore boolean isBare) implements Outcome {

    private static final int WIDTH = 76;
    private static final String INDENT = "    ";

    @Override
    public String describe() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        for (Setting setting : settings) {
            String source = setting.origin().isEmpty()
                    ? ""
                    : "  # default " + setting.standard() + "; here by " + setting.origin();
            lines.add(setting.key() + " = " + setting.value() + source);
            if (!isBare) {
                wrap(setting.meaning(), lines);
            }
        }
        return lines.toString();
    }

    private static void wrap(String text, StringJoiner lines) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > WIDTH - INDENT.length()) {
                lines.add(INDENT + line.toString().strip());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(INDENT + line.toString().strip());
    }
}
