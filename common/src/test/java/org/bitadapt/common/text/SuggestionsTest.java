package org.bitadapt.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private static final List<String> KNOWN = List.of("resnet20", "resnet32", "alexnet", "epochs");

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "flaw, lawn, 2", "Same, same, 0"})
    void countsEdits(String from, String to, int edits) {
        assertThat(Suggestions.edits(from, to)).isEqualTo(edits);
    }

    @ParameterizedTest
    @CsvSource({"resnet-20, resnet20", "RESNET32, resnet32", "epoch, epochs", "alexent, alexnet"})
    void findsTheClosestWord(String typed, String meant) {
        assertThat(Suggestions.closest(typed, KNOWN)).contains(meant);
    }

    @Test
    void firstOfEqualsWins() {
        assertThat(Suggestions.closest("resnet22", KNOWN)).contains("resnet20");
    }

    @ParameterizedTest
    @CsvSource({"vgg", "x", "''", "transformer"})
    void findsNothingFarAway(String typed) {
        assertThat(Suggestions.closest(typed, KNOWN)).isEmpty();
        assertThat(Suggestions.didYouMean(typed, KNOWN)).isEmpty();
    }

    @Test
    void endsAnErrorMessage() {
        assertThat(Suggestions.didYouMean("epocs", KNOWN)).isEqualTo("; did you mean 'epochs'?");
    }
}
