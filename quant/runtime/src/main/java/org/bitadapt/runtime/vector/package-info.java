/** The engine on the JDK's Vector API; loaded only where {@code jdk.incubator.vector} is. */
package org.bitadapt.runtime.vector;
