/** The command line of the runtime's jar: describe, run and benchmark a model file. */
package org.bitadapt.runtime.cli;
