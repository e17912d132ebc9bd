package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import org.bitadapt.jobs.dataset.DatasetRecord;

/** What a source found at one place of its files. */
sealed interface Reading extends Serializable {

    /**
     * An image.
     *
     * @param test whether the source has it in its own test split
     */
    record Labelled(boolean test, DatasetRecord record) implements Reading {}

    /**
     * A record that cannot be used, though those around it can.
     *
     * @param file where
     * @param record number in the file, from 0; -1 if the file is the record
     * @param reason what is wrong, such as {@code Invalid label: 11}
     * @param rule what would be right, such as {@code 0..9}
     * @param raw the bytes as they are in the source
     */
    @SuppressWarnings("ArrayRecordComponent") // written to the quarantine, never compared
    record Rejected(String file, long record, String reason, String rule, byte[] raw) implements Reading {

        /** One line for people. */
        String message() {
            String where = record < 0 ? file : file + ", record " + record;
            return reason + " in " + where + " (must be " + rule + ")";
        }
    }

    /**
     * A file that cannot be read to its end, so that records are missing; never quarantined.
     *
     * @param message one line
     */
    record Unusable(String message) implements Reading {}
}
