package org.bitadapt.jobs.pipeline;

/** What is to be done about a step. */
sealed interface Decision {

    /** For people: what. */
    String action();

    /** For people: why. */
    String reason();

    /**
     * Nothing: its result stands.
     *
     * @param record of its last success
     */
    record Stands(StepRecord record, String reason) implements Decision {
        @Override
        public String action() {
            return "up to date";
        }
    }

    /**
     * It runs.
     *
     * @param now its record, to be finished
     * @param anew whether an earlier product is no use to it
     */
    record Due(StepRecord now, boolean anew, String reason) implements Decision {
        @Override
        public String action() {
            return "run";
        }
    }

    /** Not known before steps that it needs have run. */
    record Pending(String reason) implements Decision {
        @Override
        public String action() {
            return "undecided";
        }
    }

    /** It is left out. */
    record Skipped(String reason) implements Decision {
        @Override
        public String action() {
            return "skip";
        }
    }
}
