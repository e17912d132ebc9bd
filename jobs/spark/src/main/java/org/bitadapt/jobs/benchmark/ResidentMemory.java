package org.bitadapt.jobs.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The number of bytes of a process that are in memory, as Linux tells it. */
final class ResidentMemory {

    private ResidentMemory() {}

    /**
     * The bytes of this process that are in memory, after a garbage collection; null where the system does not tell.
     */
    static Long bytes() {
        System.gc();
        return status(ProcessHandle.current(), "VmRSS:");
    }

    /** The most bytes that a running process has had in memory; null where the system does not tell. */
    static Long peakBytes(ProcessHandle process) {
        return status(process, "VmHWM:");
    }

    private static Long status(ProcessHandle process, String key) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return null;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
