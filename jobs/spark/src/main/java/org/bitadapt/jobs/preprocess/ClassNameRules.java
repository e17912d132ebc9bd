package org.bitadapt.jobs.preprocess;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bitadapt.jobs.command.BadInputException;

/** Rules for class names: each name fits on a line of tables and models, and tells its class from all other classes. */
final class ClassNameRules {

    private static final int MOST_BYTES = 4096;
    private static final int SHOWN = 40;

    private ClassNameRules() {}

    /**
     * Refuses names that no model could hold.
     *
     * @param where the place of the names, for messages
     * @throws BadInputException if a name is empty, longer than 4,096 bytes, of several lines, or occurs twice
     */
    static void require(List<String> names, String where) {
        Set<String> known = new HashSet<>();
        for (String name : names) {
            if (name.isBlank() || name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                throw invalid(name, where, "text of at most " + MOST_BYTES + " bytes");
            }
            if (name.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029')) {
                throw invalid(name, where, "one line without control characters");
            }
            if (!known.add(name)) {
                throw invalid(name, where, "the name of one class only");
            }
        }
    }

    private static BadInputException invalid(String name, String where, String rule) {
        String shown = name.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new BadInputException(
                "Invalid class name: '" + shown + "' in " + where + " (must be " + rule + ")", "Rename the class.");
    }
}
