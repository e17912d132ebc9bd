/** The {@code inspect} command: what a network costs, or what is in a packed model. */
package org.bitadapt.jobs.inspect;
