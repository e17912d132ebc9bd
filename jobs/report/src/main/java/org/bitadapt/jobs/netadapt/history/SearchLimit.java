package org.bitadapt.jobs.netadapt.history;

/**
 * The budget of a further resource of a search.
 *
 * @param unit the unit of the resource's amounts
 * @param budget the amount that the network may use in the end
 */
public record SearchLimit(String unit, double budget) {}
