package org.bitadapt.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void numbersGoToTheRightAndTextToTheLeft() {
        TextTable table = new TextTable("layer", "weights").row("stem", 1432).row("b", 7);
        assertThat(table.toString().lines()).containsExactly("layer  weights", "stem     1,432", "b            7");
    }

    @Test
    void aTableWithoutRowsIsItsHeader() {
        assertThat(new TextTable("a", "b")).hasToString("a  b");
    }

    @Test
    void rowsOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> new TextTable("a", "b").row("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid table row: [x] (must have 2 cells)");
    }
}
