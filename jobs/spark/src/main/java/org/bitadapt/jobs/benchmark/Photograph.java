package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.pku.CarCrop;
import org.bitadapt.jobs.pku.CropOptions;
import org.bitadapt.jobs.pku.Download;
import org.bitadapt.jobs.pku.FrameCutter;
import org.bitadapt.jobs.pku.InvalidPhotographException;
import org.bitadapt.jobs.pku.LabelRow;
import org.bitadapt.jobs.pku.LabelledCar;
import org.bitadapt.jobs.pku.PixelBox;
import org.bitadapt.jobs.pku.StoredFile;
import org.bitadapt.jobs.pku.StoredFiles;

/**
 * A photograph in memory, as a task of preprocess has it.
 *
 * @param cars the cars that the photograph is labelled with
 * @param image the photograph's JPEG file
 * @param mask the mask's JPEG file, if the photograph has a mask
 * @param squares the squares that are cut out of the photograph
 */
@SuppressWarnings("ArrayRecordComponent") // files in memory, never compared
record Photograph(List<LabelledCar> cars, byte[] image, Optional<byte[]> mask, List<PixelBox> squares) {

    /**
     * The first usable photographs of a download.
     *
     * @return {@code count} photographs, or fewer if the download has fewer
     */
    static List<Photograph> first(int count, Download download, CropOptions options, Configuration hadoop)
            throws IOException {
        FrameCutter cutter = new FrameCutter(download.camera(hadoop), options);
        List<Photograph> photographs = new ArrayList<>();
        try (StoredFiles files = new StoredFiles(hadoop)) {
            for (LabelRow row : download.labels(hadoop)) {
                Optional<StoredFile> image = download.image(row.image());
                if (row.isUsable() && image.isPresent() && photographs.size() < count) {
                    photographs.add(read(row, image.get(), download.mask(row.image()), files, cutter, options));
                }
            }
        }
        return photographs;
    }

    private static Photograph read(
            LabelRow row,
            StoredFile image,
            Optional<StoredFile> mask,
            StoredFiles files,
            FrameCutter cutter,
            CropOptions options)
            throws IOException {
        try {
            byte[] photograph = files.read(image);
            Optional<byte[]> ignored = mask.isPresent() ? Optional.of(files.read(mask.get())) : Optional.empty();
            List<PixelBox> squares = cutter.cut(row.cars(), photograph, ignored).crops().stream()
                    .map(CarCrop::box)
                    .map(box -> box.square(options.margin(), options.frame()))
                    .toList();
            return new Photograph(row.cars(), photograph, ignored, squares);
        } catch (InvalidPhotographException e) {
            throw new BadInputException(
                    e.getMessage() + " in " + image.name() + " (must be " + e.rule() + ")",
                    "Measure with photographs that preprocess takes.",
                    e);
        }
    }
}
