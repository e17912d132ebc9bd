package org.bitadapt.jobs.preprocess;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The readings of a batch file. If the file has a number of records that it must not have, the last reading says that
 * the file is unusable.
 */
final class CountedReadings implements Iterator<Reading> {

    private final Iterator<Reading> readings;
    private final CifarBatch batch;
    private final CifarCount count;
    private long records;
    private boolean isOver;

    CountedReadings(Iterator<Reading> readings, CifarBatch batch, CifarCount count) {
        this.readings = readings;
        this.batch = batch;
        this.count = count;
    }

    @Override
    public boolean hasNext() {
        return readings.hasNext() || (!isOver && !count.holds(records, batch));
    }

    @Override
    public Reading next() {
        if (readings.hasNext()) {
            Reading reading = readings.next();
            isOver |= reading instanceof Reading.Unusable;
            records++;
            return reading;
        }
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        isOver = true;
        return new Reading.Unusable("Invalid batch file: " + batch.fileName() + " has " + records
                + " records (must have " + count.rule(batch) + "; --accept-short takes others)");
    }
}
