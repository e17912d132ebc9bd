package org.bitadapt.jobs.run;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.dataset.ClassNames;

/** Begins a run, or resumes it. */
final class RunStart {

    /** The beginning of the settings that change how fast a run goes, and not its result. */
    private static final String FREE = "resources.";

    private static final String TRAIN = "train";
    /** The section of settings that only the command of that name reads. */
    private static final String ONLY_OF_NETADAPT = "netadapt";

    /** The levels of folders in a run: a search has a folder, with a folder for each iteration in it. */
    private static final int FOLDER_LEVELS = 2;

    private static final String REMEDY =
            "Name another folder, or give the same command, data and settings to resume it.";

    private RunStart() {}

    static RunWriter of(RunFolder folder, AtomicFiles files, RunInfo info, Settings settings) throws IOException {
        refuseForeign(folder, files);
        files.makeFolder(folder.path());
        RunLock lock = RunLock.take(files, folder.path());
        try {
            files.deleteLeftovers(folder.path(), FOLDER_LEVELS);
            return folder.exists()
                    ? resume(folder, files, lock, info, settings)
                    : begin(folder, files, lock, info, settings);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static RunWriter begin(RunFolder folder, AtomicFiles files, RunLock lock, RunInfo info, Settings settings)
            throws IOException {
        files.write(folder.path(RunFolder.CONFIG), settings.render());
        // This file is written last: the run exists when the file does.
        files.write(folder.path(RunFolder.INFO), info.toJson());
        return new RunWriter(folder, files, lock, false);
    }

    private static RunWriter resume(RunFolder folder, AtomicFiles files, RunLock lock, RunInfo info, Settings settings)
            throws IOException {
        RunInfo before = folder.info();
        refuseOther(folder, "command", before.command(), info.command());
        refuseOther(folder, "data set", before.data().checksum(), info.data().checksum());
        List<String> classes =
                classes(folder, before.data().classes(), info.data().classes());
        if (refuseChanged(folder, info.command(), folder.settings().values(), settings.values())) {
            files.write(folder.path(RunFolder.CONFIG), settings.render());
        }
        files.write(folder.path(RunFolder.INFO), before.resumed(classes).toJson());
        return new RunWriter(folder, files, lock, true);
    }

    /**
     * Refuses a folder that holds something of others and is no run; a crash before {@code run.json} is written leaves
     * only files of this class.
     */
    private static void refuseForeign(RunFolder folder, AtomicFiles files) throws IOException {
        List<String> names = Arrays.stream(files.list(folder.path()))
                .map(FileStatus::getPath)
                .map(org.apache.hadoop.fs.Path::getName)
                .toList();
        if (!names.contains(RunFolder.INFO)) {
            names.stream()
                    .filter(name -> !name.startsWith(".") && !name.equals(RunFolder.CONFIG))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new BadInputException(
                                "The folder " + folder + " holds " + name + " and is no run", "Name another folder.");
                    });
        }
    }

    private static void refuseOther(RunFolder folder, String what, String before, String now) {
        if (!before.equals(now)) {
            throw new BadInputException(
                    "The run " + folder + " was started with another " + what + ": " + before + ", now " + now, REMEDY);
        }
    }

    /**
     * The names of classes that the run keeps. Other names, or another order, than at the run's start are refused:
     * records can be the same under other names, and the network's scores have the order of the start.
     */
    private static List<String> classes(RunFolder folder, List<String> before, List<String> now) {
        if (!before.isEmpty() && !now.isEmpty() && !before.equals(now)) {
            throw ClassNames.differ("run " + folder, before, "data set", now, REMEDY);
        }
        return before.isEmpty() ? now : before;
    }

    /** Whether a training is to have more epochs; throws for all other changes. */
    private static boolean refuseChanged(
            RunFolder folder, String command, SortedMap<String, String> before, SortedMap<String, String> now) {
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        List<String> changed = keys.stream()
                .filter(key -> isRead(command, key) && !Objects.equals(before.get(key), now.get(key)))
                .toList();
        if (changed.isEmpty()) {
            return false;
        }
        String changes = changed.stream()
                .map(key -> key + " was " + shown(before, key) + ", now " + shown(now, key))
                .collect(Collectors.joining("; "));
        String message = "The run " + folder + " was started with other settings: " + changes;
        boolean isLonger =
                command.equals(TRAIN) && changed.equals(List.of(MoreEpochs.KEY)) && MoreEpochs.isWanted(before, now);
        if (!isLonger) {
            throw new BadInputException(message, REMEDY);
        }
        MoreEpochs.obstacle(before).ifPresent(reason -> {
            throw new BadInputException(
                    message + ", but " + reason,
                    "Name another folder and start from this run's weights: --set train.from=" + folder + ".");
        });
        return true;
    }

    /** Whether a setting can change the result of a command. */
    private static boolean isRead(String command, String key) {
        boolean isOfAnother = key.startsWith(ONLY_OF_NETADAPT + ".") && !command.equals(ONLY_OF_NETADAPT);
        return !key.startsWith(FREE) && !isOfAnother;
    }

    private static String shown(Map<String, String> values, String key) {
        return values.getOrDefault(key, "not set");
    }
}
