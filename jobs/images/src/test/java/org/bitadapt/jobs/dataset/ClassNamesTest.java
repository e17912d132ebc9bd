package org.bitadapt.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest {

    private static final List<String> TRAINED = List.of("blue", "green", "red");

    @Test
    void classesAreFoundByNameWhateverTheOrder() {
        assertThat(ClassNames.positions(List.of("red", "blue", "green"), TRAINED))
                .hasValueSatisfying(places -> assertThat(places).containsExactly(2, 0, 1));
        assertThat(ClassNames.positions(TRAINED, TRAINED))
                .hasValueSatisfying(places -> assertThat(places).containsExactly(0, 1, 2));
    }

    @Test
    void otherNamesAreOtherClasses() {
        assertThat(ClassNames.positions(List.of("Red", "blue", "green"), TRAINED))
                .isEmpty();
        assertThat(ClassNames.positions(List.of("blue", "green"), TRAINED)).isEmpty();
        assertThat(ClassNames.positions(TRAINED, List.of("blue", "green"))).isEmpty();
        assertThat(ClassNames.positions(List.of("blue", "blue", "red"), TRAINED))
                .isEmpty();
        assertThat(ClassNames.positions(TRAINED, List.of("blue", "blue", "red")))
                .isEmpty();
    }

    @Test
    void bothListsAreShown() {
        assertThat(ClassNames.differ("data set d", List.of("Red", "a\nb"), "model m", TRAINED, "x"))
                .hasMessage("The data set d has 2 classes (Red, a\\u000ab), the model m has 3 (blue, green, red); "
                        + "they must have the same names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a]", "{b}", "c:d", "*?", "a b", "a,\"b\"", "é", "猫", "😀", "-", "."})
    void namesAreNoPatterns(String name) {
        assertThat(ClassNames.require(List.of("a", name))).containsExactly("a", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\tb", "\u0000", "\u0085", "\ud800"})
    void namesThatNoTableHoldsAreRefused(String name) {
        assertThatThrownBy(() -> ClassNames.require(List.of("a", name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid class name: '")
                .hasMessageContaining("(must be ");
    }

    @Test
    void namesThatCannotBeToldApartOrPackedAreRefused() {
        assertThatThrownBy(() -> ClassNames.require(List.of("a", "b", "a")))
                .hasMessage("Invalid class name: 'a' (must be there once)");
        assertThat(ClassNames.require(List.of("a", "A"))).hasSize(2);
        assertThatThrownBy(() -> ClassNames.require(List.of("x".repeat(4097))))
                .hasMessageEndingWith("(must be at most 4096 bytes in UTF-8)");
    }
}
