/**
 * Settings of jobs: one record per concern, read from HOCON.
 *
 * <p>Precedence: {@code --set key=value}, then the file of {@code --config}, then {@code reference.conf} beside this
 * package, which lists every key with its default, range and unit. A record's component {@code averagingPeriod} is the
 * key {@code averaging-period}; its compact constructor holds the rules. All errors are reported at once.
 *
 * @see <a href="https://github.com/lightbend/config/blob/main/HOCON.md">HOCON</a>
 */
package org.bitadapt.jobs.config;
