package org.bitadapt.jobs.config;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.bitadapt.netadapt.resource.ResourceKind;

/**
 * The budgets of further resources, as shares of what the network uses at the start; each above 0, at most 1. 1 is no
 * budget. Latency has none, because it is measured for the searched resource only.
 *
 * @param energy the budget of the energy
 * @param edp the budget of the energy times the time
 * @param memory the budget of the bytes
 * @param macs the budget of the multiply-accumulates
 * @param weights the budget of the weights
 */
public record LimitsConfig(double energy, double edp, double memory, double macs, double weights)
        implements Serializable {

    public LimitsConfig {
        Rules rules = new Rules();
        shares(energy, edp, memory, macs, weights)
                .forEach(
                        (kind, share) -> rules.check(share > 0 && share <= 1, word(kind), share, "above 0, at most 1"));
        rules.enforce();
    }

    private static Map<ResourceKind, Double> shares(
            double energy, double edp, double memory, double macs, double weights) {
        Map<ResourceKind, Double> shares = new EnumMap<>(ResourceKind.class);
        shares.put(ResourceKind.ENERGY, energy);
        shares.put(ResourceKind.EDP, edp);
        shares.put(ResourceKind.MEMORY, memory);
        shares.put(ResourceKind.MACS, macs);
        shares.put(ResourceKind.WEIGHTS, weights);
        return shares;
    }

    /** The name of a constant in settings. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The budgets below 1, by resource, in the order of {@link ResourceKind}. */
    public Map<ResourceKind, Double> budgets() {
        Map<ResourceKind, Double> budgets = shares(energy, edp, memory, macs, weights);
        budgets.values().removeIf(share -> share == 1);
        return budgets;
    }
}
