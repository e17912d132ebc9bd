/** The command line of the runtime's jar: describe, run and benchmark a model file, and measure its layers. */
package org.bitadapt.runtime.cli;
