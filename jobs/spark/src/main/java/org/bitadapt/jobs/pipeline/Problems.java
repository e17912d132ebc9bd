package org.bitadapt.jobs.pipeline;

import com.typesafe.config.ConfigOrigin;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.Hocon;

/** The problems of a definition, which are all reported at once. */
final class Problems {

    private final Set<String> messages = new LinkedHashSet<>();

    /** Notes a problem and the place where it is. */
    void add(String message, ConfigOrigin origin) {
        messages.add(message + Hocon.where(origin));
    }

    /** Notes a problem whose message says where it is. */
    void add(String message) {
        messages.add(message);
    }

    /**
     * Ends the checks.
     *
     * @throws BadInputException if there was a problem
     */
    void enforce() {
        if (messages.size() == 1) {
            throw new BadInputException(messages.iterator().next(), "");
        }
        if (!messages.isEmpty()) {
            String separator = System.lineSeparator() + "  ";
            throw new BadInputException(
                    messages.size() + " errors in the pipeline:" + separator + String.join(separator, messages), "");
        }
    }
}
