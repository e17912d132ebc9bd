package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.Split;

/** A thing that a source found at one place of its files. */
sealed interface Reading extends Serializable {

    /**
     * A labelled image.
     *
     * @param split the split in which the source has the image; from the training split, other splits may be cut
     * @param frame the photograph that the image was cut from
     */
    record Labelled(Split split, DatasetRecord record, Frame frame) implements Reading {

        /** An image that was not cut from a photograph. */
        Labelled(Split split, DatasetRecord record) {
            this(split, record, Frame.NONE);
        }
    }

    /**
     * The photograph that an image was cut from. Images of one photograph, and of photographs that look like it, are
     * kept in the same split.
     *
     * @param id the id of the photograph; empty if the image was not cut from a photograph
     * @param hash the hash of how the photograph looks: the hashes of similar photographs differ in few bits
     */
    record Frame(String id, long hash) implements Serializable {

        static final Frame NONE = new Frame("", 0);

        boolean isThere() {
            return !id.isEmpty();
        }
    }

    /**
     * Labelled objects that are no images.
     *
     * @param reason the reason, as it is called in JSON
     */
    record LeftOut(String reason, long count) implements Reading {}

    /**
     * A flaw of the source that costs no image.
     *
     * @param kind the kind of flaw, as it is called in JSON
     */
    record Defect(String kind, long count) implements Reading {}

    /**
     * A record that cannot be used, though those around it can.
     *
     * @param file the file that has the record
     * @param record the record's number in the file, from 0; -1 if the file is the record
     * @param reason what is wrong, such as {@code Invalid label: 11}
     * @param rule the rule that the record breaks, such as {@code 0..9}
     * @param raw the bytes as they are in the source
     */
    @SuppressWarnings("ArrayRecordComponent") // written to the quarantine, never compared
    record Rejected(String file, long record, String reason, String rule, byte[] raw) implements Reading {

        /** The reading as one line for people. */
        String message() {
            String where = record < 0 ? file : file + ", record " + record;
            return reason + " in " + where + " (must be " + rule + ")";
        }
    }

    /**
     * A file that cannot be read to its end, so that records are missing. Such a file is never quarantined.
     *
     * @param message the error in one line
     */
    record Unusable(String message) implements Reading {}
}
