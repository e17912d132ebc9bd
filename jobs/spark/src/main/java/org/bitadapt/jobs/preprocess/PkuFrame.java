package org.bitadapt.jobs.preprocess;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.bitadapt.jobs.pku.LabelRow;
import org.bitadapt.jobs.pku.StoredFile;

/**
 * A photograph of PKU Autonomous Driving with its labels.
 *
 * @param masks the photograph's mask, or none
 */
record PkuFrame(LabelRow row, StoredFile image, List<StoredFile> masks) implements Serializable {

    PkuFrame {
        masks = List.copyOf(masks);
    }

    Optional<StoredFile> mask() {
        return masks.stream().findFirst();
    }
}
