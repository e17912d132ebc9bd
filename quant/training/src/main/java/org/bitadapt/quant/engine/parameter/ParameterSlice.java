package org.bitadapt.quant.engine.parameter;

/**
 * A named stretch of the parameter vector.
 *
 * @param key the slice's name {@code node.role}, such as {@code conv1.weight}
 * @param node the network node to which the slice belongs
 * @param role what the slice holds
 * @param offset the position of the first element in the vector
 * @param length the number of elements
 */
public record ParameterSlice(String key, String node, ParameterRole role, int offset, int length) {

    /** The position past the last element. */
    public int end() {
        return offset + length;
    }
}
