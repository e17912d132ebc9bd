/**
 * Networks estimated by the latency tables of {@link org.bitadapt.runtime.latency}: which shapes a search of a network
 * asks for, the times between measured channels, and the layers of float networks, which the training engine runs.
 */
package org.bitadapt.netadapt.latency;
