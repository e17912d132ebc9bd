package org.bitadapt.jobs.pipeline;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Makes room where a step made something before. A product that the state folder does not know as the step's own is
 * left alone.
 */
final class EarlierProducts {

    private final Configuration hadoop;

    EarlierProducts(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /** Whether a place is free, or holds what this step is known to have made. */
    boolean isOwn(PipelineStepDefinition step, PipelineStepRecord record) throws IOException {
        Path path = new Path(step.product().orElseThrow());
        return record.products().containsKey(step.product().orElseThrow())
                || !path.getFileSystem(hadoop).exists(path);
    }

    /** The way in which room was made for a step. */
    record Room(Optional<String> option, Optional<String> setAside) {

        static final Room NONE = new Room(Optional.empty(), Optional.empty());
    }

    /**
     * Makes room for a step that is due.
     *
     * @return the option that the command needs, or the new name of the earlier product
     */
    Room makeFor(PipelineStepDefinition step, Decision.Due due) throws IOException {
        String place = step.product().orElse("");
        if (!due.now().products().containsKey(place)) {
            return Room.NONE;
        }
        Path path = new Path(place);
        FileSystem files = path.getFileSystem(hadoop);
        if (!files.exists(path)) {
            return Room.NONE;
        }
        return switch (step.command().renewal()) {
            case REPLACED -> Room.NONE;
            case OVERWRITTEN -> new Room(Optional.of("--overwrite"), Optional.empty());
            case RESUMED -> due.anew() ? setAside(files, path) : Room.NONE;
            case SET_ASIDE -> setAside(files, path);
        };
    }

    private static Room setAside(FileSystem files, Path path) throws IOException {
        int number = 1;
        while (files.exists(earlier(path, number))) {
            number++;
        }
        if (!files.rename(path, earlier(path, number))) {
            throw new IOException("Cannot rename " + path + " to " + earlier(path, number));
        }
        return new Room(Optional.empty(), Optional.of(earlier(path, number).toString()));
    }

    private static Path earlier(Path path, int number) {
        return path.suffix(".earlier-" + number);
    }
}
