package org.bitadapt.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void namesCannotForgeLines() {
        assertThat(Printable.message("Unreadable image in a\nbitadapt: all is well"))
                .isEqualTo("Unreadable image in a?bitadapt: all is well");
        assertThat(Printable.message("2 errors:\n  a\n  b")).isEqualTo("2 errors:\n  a\n  b");
        assertThat(Printable.text("a\nb\r\nc\rd")).isEqualTo("a\nb\r\nc?d");
    }

    @Test
    void namesCannotSpeakToTheTerminal() {
        assertThat(Printable.message("\u001b[2J\u009b2J\u0007\u007f\u202egnp.exe\u2028"))
                .isEqualTo("?[2J?2J???gnp.exe?");
    }

    @Test
    void lettersOfAllScriptsStay() {
        String names = "caf\u00e9 \u732b \ud83d\udc31 \u05d0\u05d1 \u0915\u094d\u200d";
        assertThat(Printable.message(names)).isEqualTo(names);
        assertThat(Printable.text(names)).isEqualTo(names);
    }
}
