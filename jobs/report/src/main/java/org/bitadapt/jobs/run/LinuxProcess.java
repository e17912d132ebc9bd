package org.bitadapt.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A process, named so that its own kernel, and only that, can tell whether it lives. A process's number counts within a
 * namespace only, containers can share the name of a host, and clocks can be set.
 *
 * <p>The process is unknown, with empty texts, where {@code /proc} does not tell all components: on other systems, or
 * where it shows another namespace, or hides the processes of others.
 *
 * @param boot the number that the kernel has given its boot
 * @param namespace the namespace of process numbers, such as {@code pid:[4026531836]}
 * @param number the process's number in that namespace
 * @param started the time of the start in the kernel's ticks since the boot, which no set clock changes
 */
record LinuxProcess(String boot, String namespace, long number, String started) {

    private static final Path PROC = Path.of("/proc");
    /**
     * The place of the state in {@code /proc/PID/stat}, counted behind the name in parentheses, which can hold
     * anything.
     */
    private static final int STATE = 0;

    private static final int START = 19;

    /** This process. */
    static LinuxProcess current() {
        long number = ProcessHandle.current().pid();
        try {
            Path self = PROC.resolve("self");
            boolean shown = Files.readSymbolicLink(self).toString().equals(Long.toString(number))
                    && Files.exists(PROC.resolve("1"));
            if (shown) {
                return new LinuxProcess(
                        Files.readString(PROC.resolve("sys/kernel/random/boot_id"))
                                .strip(),
                        Files.readSymbolicLink(self.resolve("ns/pid")).toString(),
                        number,
                        stat(number)[START]);
            }
        } catch (IOException | RuntimeException e) {
            return unknown(number);
        }
        return unknown(number);
    }

    private static LinuxProcess unknown(long number) {
        return new LinuxProcess("", "", number, "");
    }

    /** Whether the process is known to have ended: only a process that shares its kernel and namespace knows. */
    boolean isGone() {
        LinuxProcess here = current();
        if (boot.isEmpty() || !boot.equals(here.boot) || !namespace.equals(here.namespace)) {
            return false;
        }
        try {
            String[] stat = stat(number);
            // A zombie has ended; a process that got the number again has another start.
            return stat[STATE].equals("Z") || stat[STATE].equals("X") || !stat[START].equals(started);
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static String[] stat(long number) throws IOException {
        byte[] bytes = Files.readAllBytes(PROC.resolve(number + "/stat"));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.substring(text.lastIndexOf(')') + 2).split(" ");
    }
}
