package org.bitadapt.jobs.command;

import java.util.regex.Pattern;

/**
 * Texts as a terminal can be given them. Names of files come from strangers: a control character in a name could clear
 * the screen, forge a line or turn the order of letters around.
 */
public final class Printable {

    // Control characters, line and paragraph separators, and characters that turn the direction of writing.
    private static final String UNSAFE = "\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069";
    /**
     * Unsafe characters of a message. Lists are indented, so a line break that is not followed by blanks is unsafe too.
     */
    private static final Pattern IN_MESSAGE = Pattern.compile("(?!\\r?\\n  )[" + UNSAFE + "]");

    private static final Pattern IN_TEXT = Pattern.compile("(?!\\r?\\n|\\t)[" + UNSAFE + "]");

    private Printable() {}

    /** A message: one line, or a line and a list of indented lines. Every other unsafe character becomes {@code ?}. */
    public static String message(String text) {
        return IN_MESSAGE.matcher(text).replaceAll("?");
    }

    /** A text of several lines, with tabs. Every other unsafe character becomes {@code ?}. */
    public static String text(String text) {
        return IN_TEXT.matcher(text).replaceAll("?");
    }
}
