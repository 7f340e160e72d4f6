// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A group of registers with offsets of its own (CMSIS-SVD {@code clusterType}).
 *
 * @param name identifier; holds {@code %s} when there is a dimension
 * @param description documentation, plain text
 * @param dimension repeats the cluster; the increment is in bytes
 * @param alternateCluster the cluster that describes the same addresses in another way
 * @param headerStructName name of the structure in generated headers
 * @param offset distance in bytes from the start of the enclosing block or cluster
 * @param properties what this level said itself; the registers below hold the effective values
 * @param registers registers and clusters, in file order
 * @param userProperties properties of the source format that have no place here, by name
 */
public record Cluster(String name, Optional<String> description, Optional<Dimension> dimension,
        Optional<String> alternateCluster, Optional<String> headerStructName, long offset,
        RegisterProperties properties, List<RegisterNode> registers, Map<String, String> userProperties)
        implements RegisterNode {
    /** Refuses null and copies the collections. */
    public Cluster {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(dimension);
        Objects.requireNonNull(alternateCluster);
        Objects.requireNonNull(headerStructName);
        Objects.requireNonNull(properties);
        registers = List.copyOf(registers);
        userProperties = Field.ordered(userProperties);
    }

    /** A cluster with nothing but a name, an offset and its content. */
    public static Cluster of(String name, long offset, List<RegisterNode> registers) {
        return new Cluster(name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), offset,
                RegisterProperties.NONE, registers, Map.of());
    }

    /** This cluster repeated. */
    public Cluster repeated(Dimension value) {
        return new Cluster(name, description, Optional.of(value), alternateCluster, headerStructName, offset,
                properties, registers, userProperties);
    }

    /** This cluster with other content. */
    public Cluster withRegisters(List<RegisterNode> value) {
        return new Cluster(name, description, dimension, alternateCluster, headerStructName, offset, properties,
                value, userProperties);
    }
}
