package org.bitadapt.jobs.config;

/**
 * A setting as people look it up.
 *
 * @param key such as {@code train.epochs}
 * @param value as HOCON, of the layer that wins
 * @param standard the value of {@code reference.conf}, as HOCON
 * @param meaning with range and unit, one line
 * @param origin who has set the value: {@code my.conf:3}, {@code --set train.epochs}, or empty for nobody
 */
public record Setting(String key, String value, String standard, String meaning, String origin) {}
