package org.bitadapt.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.result.EvaluationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineStepCommandTest {

    @ParameterizedTest(name = "{0}")
    @EnumSource(PipelineStepCommand.class)
    void itsOptionsAreThoseOfTheCommandLine(PipelineStepCommand command) {
        Set<String> options = Tool.optionsOf(command.word());
        assertThat(options).contains("--" + command.output());
        assertThat(command.inputs()).allMatch(input -> options.contains("--" + input));
        assertThat(command.required()).allMatch(required -> options.contains("--" + required));
    }

    @Test
    void anEvaluationIsKeptUnderTheNameOfItsSplit() {
        for (Split split : Split.values()) {
            assertThat(PipelineStepCommand.EVALUATE.product(Map.of("model", "run", "split", split.name())))
                    .contains("run/" + EvaluationResult.fileOf(split));
        }
        assertThat(PipelineStepCommand.EVALUATE.product(Map.of("model", "run")))
                .contains("run/" + EvaluationResult.FILE);
    }

    @Test
    void aComparisonOfWidthsIsKeptUnderANameOfItsOwn() {
        assertThat(PipelineStepCommand.EVALUATE.product(Map.of("model", "run", "widths", "all")))
                .contains("run/widths.json");
        assertThat(PipelineStepCommand.EVALUATE.product(Map.of("model", "run", "widths", "all", "split", "validation")))
                .contains("run/widths-validation.json");
    }
}
