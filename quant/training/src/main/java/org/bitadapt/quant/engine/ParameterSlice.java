package org.bitadapt.quant.engine;

/**
 * A named stretch of the parameter vector.
 *
 * @param key {@code node.role}, such as {@code conv1.weight}
 * @param node the network node it belongs to
 * @param role what it holds
 * @param offset first element
 * @param length elements
 */
public record ParameterSlice(String key, String node, ParameterRole role, int offset, int length) {

    /** One past the last element. */
    public int end() {
        return offset + length;
    }
}
