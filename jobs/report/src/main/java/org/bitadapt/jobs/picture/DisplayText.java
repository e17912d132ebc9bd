package org.bitadapt.jobs.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Names and numbers as pictures and pages show them. */
public final class DisplayText {

    private DisplayText() {}

    /** The name, or the beginning and end of a name that has more than {@code longest} characters. */
    public static String shortened(String name, int longest) {
        int kept = (longest - 1) / 2;
        return name.length() <= longest
                ? name
                : name.substring(0, longest - 1 - kept) + "…" + name.substring(name.length() - kept);
    }

    /** A share as {@code 91.2 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A number with four significant digits at most, such as {@code 0.0213}. */
    public static String decimal(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A time as {@code 2 h 14 min}, {@code 3 min 5 s} or {@code 8.2 s}. */
    public static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** A count as {@code 50,000}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A file's size as {@code 41.3 kB} (1 kB is 1000 bytes). */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** A name that every file system takes, for part of a file's name. */
    public static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
