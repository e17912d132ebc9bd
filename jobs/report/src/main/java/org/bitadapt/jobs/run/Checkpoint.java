package org.bitadapt.jobs.run;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * A checkpoint: all that is needed to go on after an epoch.
 *
 * @param epoch the last epoch that is done, from 0
 * @param folder the folder with the files that the job wrote
 */
public record Checkpoint(int epoch, Path folder) {

    private static final Pattern NAME = Pattern.compile("epoch-(\\d{3,9})");

    static String name(int epoch) {
        return String.format(Locale.ROOT, "epoch-%03d", epoch);
    }

    static Optional<Checkpoint> of(Path folder) {
        Matcher matcher = NAME.matcher(folder.getName());
        return matcher.matches()
                ? Optional.of(new Checkpoint(Integer.parseInt(matcher.group(1)), folder))
                : Optional.empty();
    }
}
