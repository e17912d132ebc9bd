package org.bitadapt.jobs.config;

/**
 * A setting as people look it up.
 *
 * @param key the key of the setting, such as {@code train.epochs}
 * @param value the value that is in force, as HOCON
 * @param standard the value of {@code reference.conf}, as HOCON
 * @param meaning the meaning with range and unit, one line
 * @param origin the place that has set the value, such as {@code my.conf:3} or {@code --set train.epochs}; empty for
 *     the reference value
 */
public record Setting(String key, String value, String standard, String meaning, String origin) {}
