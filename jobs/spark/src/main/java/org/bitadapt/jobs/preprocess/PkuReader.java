package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.bitadapt.jobs.dataset.Column;
import org.bitadapt.jobs.dataset.DatasetRecord;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.pku.CarCrop;
import org.bitadapt.jobs.pku.FrameCrops;
import org.bitadapt.jobs.pku.FrameCutter;
import org.bitadapt.jobs.pku.InvalidPhotographException;
import org.bitadapt.jobs.pku.LeftOut;
import org.bitadapt.jobs.pku.Pose;
import org.bitadapt.jobs.pku.StoredFile;
import org.bitadapt.jobs.pku.StoredFiles;

/** Reads photographs in a task: one photograph in memory at a time. */
record PkuReader(FrameCutter cutter, SerializableConfiguration configuration) implements Serializable {

    static final List<Column> COLUMNS = List.of(
            new Column("frame", Column.Type.TEXT),
            new Column("car", Column.Type.WHOLE),
            new Column("model", Column.Type.WHOLE),
            new Column("pitch", Column.Type.REAL),
            new Column("yaw", Column.Type.REAL),
            new Column("roll", Column.Type.REAL),
            new Column("x", Column.Type.REAL),
            new Column("y", Column.Type.REAL),
            new Column("z", Column.Type.REAL),
            new Column("distance", Column.Type.REAL),
            new Column("left", Column.Type.REAL),
            new Column("top", Column.Type.REAL),
            new Column("right", Column.Type.REAL),
            new Column("bottom", Column.Type.REAL),
            new Column("masked", Column.Type.REAL),
            new Column("hidden", Column.Type.REAL));

    /** The readings of one partition. */
    Iterator<Reading> read(Iterator<PkuFrame> frames) {
        StoredFiles files = new StoredFiles(configuration.value());
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> close(files));
        return new Iterator<>() {
            private Iterator<Reading> current = List.<Reading>of().iterator();

            @Override
            public boolean hasNext() {
                while (!current.hasNext() && frames.hasNext()) {
                    current = read(frames.next(), files).iterator();
                }
                return current.hasNext();
            }

            @Override
            public Reading next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return current.next();
            }
        };
    }

    private List<Reading> read(PkuFrame frame, StoredFiles files) {
        StoredFile at = frame.image();
        try {
            byte[] photograph = files.read(at);
            Optional<byte[]> mask = Optional.empty();
            if (frame.mask().isPresent()) {
                at = frame.mask().get();
                mask = Optional.of(files.read(at));
            }
            return cut(frame, photograph, mask);
        } catch (InvalidPhotographException e) {
            return rejected(frame, at, e, new byte[0]);
        } catch (IOException e) {
            // The error says nothing about the file, so Spark tries again.
            throw new UncheckedIOException("Cannot read " + at.name() + ": " + e.getMessage(), e);
        }
    }

    private List<Reading> cut(PkuFrame frame, byte[] photograph, Optional<byte[]> mask) {
        try {
            return readings(frame, cutter.cut(frame.row().cars(), photograph, mask));
        } catch (InvalidPhotographException e) {
            return e.part() == InvalidPhotographException.Part.MASK
                    ? rejected(frame, frame.mask().orElseThrow(), e, mask.orElseThrow())
                    : rejected(frame, frame.image(), e, photograph);
        }
    }

    /** @param raw the bytes of the file; empty if it could not be read */
    private static List<Reading> rejected(PkuFrame frame, StoredFile file, InvalidPhotographException e, byte[] raw) {
        return List.of(
                new Reading.Rejected(file.name(), -1, e.getMessage(), e.rule(), raw),
                new Reading.LeftOut(LeftOut.UNREADABLE_IMAGE.key(), frame.row().labelled()));
    }

    private static List<Reading> readings(PkuFrame frame, FrameCrops crops) {
        List<Reading> readings = new ArrayList<>();
        String id = frame.row().image();
        Reading.Frame look = new Reading.Frame(id, crops.hash());
        for (CarCrop crop : crops.crops()) {
            DatasetRecord record =
                    new DatasetRecord(id + "/" + crop.car().number(), crop.label(), crop.image(), values(id, crop));
            readings.add(new Reading.Labelled(Split.TRAIN, record, look));
        }
        crops.leftOut().forEach((reason, count) -> readings.add(new Reading.LeftOut(reason.key(), count)));
        if (frame.mask().isEmpty()) {
            readings.add(new Reading.Defect("missingMask", 1));
        }
        return readings;
    }

    private static List<Serializable> values(String frame, CarCrop crop) {
        Pose pose = crop.car().pose();
        return List.of(
                frame,
                crop.car().number(),
                crop.car().model(),
                pose.pitch(),
                pose.yaw(),
                pose.roll(),
                pose.x(),
                pose.y(),
                pose.z(),
                pose.distance(),
                crop.box().left(),
                crop.box().top(),
                crop.box().right(),
                crop.box().bottom(),
                crop.masked(),
                crop.hidden());
    }

    private static void close(StoredFiles files) {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
