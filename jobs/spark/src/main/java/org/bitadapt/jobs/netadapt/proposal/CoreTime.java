package org.bitadapt.jobs.netadapt.proposal;

/**
 * The time of executor cores while proposals were evaluated.
 *
 * @param seconds the seconds of all cores, busy or not
 * @param arithmeticSeconds the part of these seconds that was spent in tuning and scoring
 */
public record CoreTime(double seconds, double arithmeticSeconds) {

    static final CoreTime NONE = new CoreTime(0, 0);

    /** The time of cores that were all held for as long. */
    static CoreTime of(int cores, double seconds, double arithmeticSeconds) {
        return new CoreTime(cores * seconds, arithmeticSeconds);
    }

    CoreTime plus(CoreTime other) {
        return new CoreTime(seconds + other.seconds, arithmeticSeconds + other.arithmeticSeconds);
    }

    /** The time that came after an earlier time. */
    public CoreTime minus(CoreTime other) {
        return new CoreTime(seconds - other.seconds, arithmeticSeconds - other.arithmeticSeconds);
    }
}
