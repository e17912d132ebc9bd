package org.bitadapt.quant.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process has cost the operating system so far, as Linux tells it; zeros on other systems.
 *
 * @param minorFaults the number of pages that the system supplied
 * @param userTicks processor time of the process itself, in ticks
 * @param systemTicks processor time in the kernel for the process, in ticks
 * @param peakResidentBytes the most bytes that were resident at a time
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
record ProcessCost(long minorFaults, long userTicks, long systemTicks, long peakResidentBytes) {

    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path STATUS = Path.of("/proc/self/status");

    static ProcessCost now() {
        if (!Files.isReadable(STAT)) {
            return new ProcessCost(0, 0, 0, 0);
        }
        try {
            String stat = Files.readString(STAT);
            // The second field is the program's name in parentheses, and may hold spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new ProcessCost(
                    Long.parseLong(fields[7]), Long.parseLong(fields[11]), Long.parseLong(fields[12]), peakResident());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long peakResident() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    ProcessCost since(ProcessCost before) {
        return new ProcessCost(
                minorFaults - before.minorFaults,
                userTicks - before.userTicks,
                systemTicks - before.systemTicks,
                peakResidentBytes);
    }

    double systemShare() {
        long all = userTicks + systemTicks;
        return all > 0 ? systemTicks / (double) all : 0;
    }
}
