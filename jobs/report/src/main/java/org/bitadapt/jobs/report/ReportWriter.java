package org.bitadapt.jobs.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.jobs.picture.CarScenes;
import org.bitadapt.jobs.picture.Photo;
import org.bitadapt.jobs.picture.Picture;
import org.bitadapt.jobs.picture.Pictures;
import org.bitadapt.jobs.picture.RunReport;

/** Turns a report into files: {@code index.html}, which needs no other file, and every picture as PNG or JPEG. */
public final class ReportWriter {

    /** The page's file name. */
    public static final String PAGE = "index.html";

    private ReportWriter() {}

    /**
     * Draws and stores a report, the page last.
     *
     * @return the file names of the pictures, in the order of the page
     * @throws IOException if the sink fails
     */
    public static List<String> write(RunReport report, ReportSink sink) throws IOException {
        Pictures pictures = new Pictures(report);
        List<Picture> all = pictures.all();
        for (Picture picture : all) {
            sink.write(picture.file(), pictures.light(picture));
        }
        List<Photo> photographs = report.scenes().map(CarScenes::photographs).orElse(List.of());
        for (Photo photograph : photographs) {
            sink.write(photograph.file(), photograph.jpeg());
        }
        sink.write(PAGE, new ReportPage(report, pictures).html().getBytes(StandardCharsets.UTF_8));
        return Stream.concat(
                        all.stream().map(Picture::file), photographs.stream().map(Photo::file))
                .toList();
    }
}
