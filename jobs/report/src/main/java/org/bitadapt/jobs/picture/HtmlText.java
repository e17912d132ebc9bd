package org.bitadapt.jobs.picture;

/** Escapes text inside of HTML. */
public final class HtmlText {

    private HtmlText() {}

    /** The text, safe between tags and inside double or single quotes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
