package org.bitadapt.jobs.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.pku.Camera;
import org.bitadapt.jobs.pku.CropOptions;
import org.bitadapt.jobs.pku.FrameCutter;
import org.bitadapt.jobs.pku.InvalidPhotographException;

/**
 * Turns of cutting photographs by our code and by ImageIO.
 *
 * @param ours the photographs that our code cuts in a second
 * @param theirs the photographs that ImageIO cuts in a second
 */
record CropTurns(Speeds ours, Speeds theirs) {

    /**
     * Measures, after a turn that does not count.
     *
     * @param rounds the number of turns of each
     */
    static CropTurns measure(
            List<Photograph> photographs, Camera camera, CropOptions crops, int rounds, Console console) {
        FrameCutter cutter = new FrameCutter(camera, crops);
        PlainImageIo plain = new PlainImageIo(crops.side());
        List<Speeds> ours = new ArrayList<>();
        List<Speeds> theirs = new ArrayList<>();
        console.say("Warming up");
        for (int round = 0; round <= rounds; round++) {
            Speeds own = turn(photographs, photograph -> cut(cutter, photograph));
            Speeds peer = turn(photographs, plain::cut);
            if (round > 0) {
                ours.add(own);
                theirs.add(peer);
                console.say(String.format(
                        Locale.ROOT,
                        "Round %d/%d: %.2f images/s, ImageIO %.2f",
                        round,
                        rounds,
                        own.median(),
                        peer.median()));
            }
        }
        return new CropTurns(Speeds.over(ours), Speeds.over(theirs));
    }

    /** A way to turn a photograph into crops. */
    private interface Contestant {

        int cut(Photograph photograph);
    }

    private static int cut(FrameCutter cutter, Photograph photograph) {
        try {
            return cutter.cut(photograph.cars(), photograph.image(), photograph.mask())
                    .crops()
                    .size();
        } catch (InvalidPhotographException e) {
            throw new IllegalStateException("It was readable before", e);
        }
    }

    private static Speeds turn(List<Photograph> photographs, Contestant contestant) {
        List<Double> speeds = new ArrayList<>();
        for (Photograph photograph : photographs) {
            long started = System.nanoTime();
            contestant.cut(photograph);
            speeds.add(1e9 / (System.nanoTime() - started));
        }
        return Speeds.of(speeds);
    }
}
