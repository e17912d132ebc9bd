package org.bitadapt.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The owner of a lock: the job that holds it.
 *
 * @param id the id that the lock got when it was taken, never used twice; empty if the lock is damaged
 * @param host the name of the owner's host, for people
 * @param process the owner's process as its own kernel knows it
 * @param application the application of YARN whose driver the owner is; empty if there is none
 * @param attempt the number of the application's driver, from 1; 0 without an application
 */
record LockOwner(String id, String host, LinuxProcess process, String application, int attempt) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CONTAINER = Pattern.compile("container_(?:e\\d+_)?(\\d+_\\d+)_(\\d{1,9})_\\d+");

    /** This process as an owner, with an environment in which YARN names the process's container. */
    static LockOwner of(Map<String, String> environment) {
        Matcher container = CONTAINER.matcher(environment.getOrDefault("CONTAINER_ID", ""));
        boolean inContainer = container.matches();
        return new LockOwner(
                UUID.randomUUID().toString(),
                hostName(),
                LinuxProcess.current(),
                inContainer ? "application_" + container.group(1) : "",
                inContainer ? Integer.parseInt(container.group(2)) : 0);
    }

    /** Whether the owner is known to have ended, as a job that wants the lock sees it. */
    boolean isGone(LockOwner successor) {
        return isEarlierAttemptOf(successor) || process.isGone();
    }

    /**
     * Whether the owner is an earlier driver of the successor's application: YARN starts another driver only after the
     * end of the driver before.
     */
    private boolean isEarlierAttemptOf(LockOwner successor) {
        return !application.isEmpty() && application.equals(successor.application) && attempt < successor.attempt;
    }

    String toJson() {
        return JSON.createObjectNode()
                .put("id", id)
                .put("host", host)
                .put("process", process.number())
                .put("boot", process.boot())
                .put("namespace", process.namespace())
                .put("processStarted", process.started())
                .put("application", application)
                .put("attempt", attempt)
                .toString();
    }

    /** The owner that a lock names; an unknown owner if the lock is damaged, empty, or of another version. */
    static LockOwner fromJson(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            node = JSON.createObjectNode();
        }
        return new LockOwner(
                node.path("id").asText(),
                node.path("host").asText("unknown"),
                new LinuxProcess(
                        node.path("boot").asText(),
                        node.path("namespace").asText(),
                        node.path("process").asLong(),
                        node.path("processStarted").asText()),
                node.path("application").asText(),
                node.path("attempt").asInt());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
