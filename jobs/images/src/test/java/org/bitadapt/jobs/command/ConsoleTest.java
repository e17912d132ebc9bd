package org.bitadapt.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final StringWriter written = new StringWriter();
    private long nanos;

    @Test
    void elsewhereProgressIsALineEveryTenSeconds() {
        try (Progress progress = console(false).progress("Epoch 3", 100)) {
            for (int step = 1; step <= 21; step++) {
                nanos += Duration.ofSeconds(1).toNanos();
                progress.at(step, "loss 1.5");
            }
        }
        assertThat(written.toString().lines())
                .containsExactly(
                        "Epoch 3   10 %  10/100  10.0 s  1:30 min left  loss 1.5",
                        "Epoch 3   20 %  20/100  20.0 s  1:20 min left  loss 1.5",
                        "Epoch 3   21 %  21/100  21.0 s  loss 1.5");
    }

    @Test
    void onATerminalProgressIsABarDrawnOverItself() {
        try (Progress progress = console(true).progress("Reading", 4)) {
            nanos += Duration.ofMillis(199).toNanos();
            progress.advance(1);
            assertThat(written.toString()).isEmpty();
            nanos += Duration.ofMillis(1).toNanos();
            progress.advance(1);
            assertThat(written.toString())
                    .isEqualTo("\rReading  [############............]   50 %  2/4  0.2 s  0.2 s left");
        }
        assertThat(written.toString()).endsWith("\rReading   50 %  2/4  0.2 s" + System.lineSeparator());
    }

    /** A bar leaves one column free: a full line would flow into the next line on some terminals. */
    @Test
    void aBarFitsTheTerminal() {
        String all = "Epoch  [######..................]   25 %  1/4  1.0 s  3.0 s left  loss 1.5";
        String withoutBar = "Epoch   25 %  1/4  1.0 s  3.0 s left  loss 1.5";
        String withoutCounts = "Epoch   25 %  1.0 s  3.0 s left  loss 1.5";
        assertThat(drawnIn(all.length() + 1)).isEqualTo(all);
        assertThat(drawnIn(all.length())).isEqualTo(withoutBar);
        assertThat(drawnIn(withoutBar.length())).isEqualTo(withoutCounts);
        assertThat(drawnIn(20)).isEqualTo("Epoch   25 %  1.0 s");
    }

    private String drawnIn(int columns) {
        nanos = 0;
        written.getBuffer().setLength(0);
        Progress progress = new Console(new PrintWriter(written), columns, () -> nanos).progress("Epoch", 4);
        nanos += Duration.ofSeconds(1).toNanos();
        progress.at(1, "loss 1.5");
        return written.toString().strip();
    }

    @Test
    void theLastLineOfAnEpochFitsEightyColumns() {
        Console console = new Console(new PrintWriter(written), 80, () -> nanos);
        try (Progress progress = console.progress("Epoch 24/30", 13)) {
            nanos += Duration.ofMillis(600).toNanos();
            progress.at(13, "loss 0.011  accuracy 100.00 %  validation 100.00 %");
        }
        assertThat(written.toString().strip())
                .endsWith("Epoch 24/30  0.6 s  loss 0.011  accuracy 100.00 %  validation 100.00 %");
    }

    @Test
    void hoursAreHours() {
        assertThat(Progress.time(Duration.ofMinutes(125).toNanos())).isEqualTo("2:05 h");
        assertThat(Progress.time(Duration.ofSeconds(75).toNanos())).isEqualTo("1:15 min");
        assertThat(Progress.time(Duration.ofMillis(9_800).toNanos())).isEqualTo("9.8 s");
    }

    @Test
    void aNoteErasesTheBar() {
        Console console = console(true);
        console.draw("abc");
        console.say("x");
        assertThat(written.toString()).isEqualTo("\rabc\r   \rx" + System.lineSeparator());
    }

    @Test
    void aShorterBarErasesTheLongerOne() {
        Console console = console(true);
        console.draw("abc");
        console.draw("z");
        assertThat(written.toString()).isEqualTo("\rabc\rz  ");
    }

    @Test
    void workOfUnknownLengthIsCounted() {
        try (Progress progress = console(false).progress("Files", 0)) {
            progress.advance(1234);
            nanos += Duration.ofSeconds(75).toNanos();
        }
        assertThat(written.toString().lines()).containsExactly("Files  1,234  1:15 min");
    }

    @Test
    void closingTwicePrintsOnce() {
        Progress progress = console(false).progress("Once", 0);
        progress.close();
        progress.close();
        assertThat(written.toString().lines()).hasSize(1);
    }

    private Console console(boolean terminal) {
        return new Console(new PrintWriter(written), terminal ? 100 : 0, () -> nanos);
    }
}
