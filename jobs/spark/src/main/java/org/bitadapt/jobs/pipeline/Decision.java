package org.bitadapt.jobs.pipeline;

/** The decision on what is to be done about a step. */
sealed interface Decision {

    /** The action in words, for people. */
    String action();

    /** The reason of the decision in words, for people. */
    String reason();

    /**
     * Nothing is done: the step's result stands.
     *
     * @param record the record of the step's last success
     */
    record Stands(PipelineStepRecord record, String reason) implements Decision {
        @Override
        public String action() {
            return "up to date";
        }
    }

    /**
     * The step runs.
     *
     * @param now the step's new record, to be finished
     * @param anew whether an earlier product is of no use to the step
     */
    record Due(PipelineStepRecord now, boolean anew, String reason) implements Decision {
        @Override
        public String action() {
            return "run";
        }
    }

    /** The decision is not known before the steps that this step needs have run. */
    record Pending(String reason) implements Decision {
        @Override
        public String action() {
            return "undecided";
        }
    }

    /** The step is left out. */
    record Skipped(String reason) implements Decision {
        @Override
        public String action() {
            return "skip";
        }
    }
}
