/** The whole pipeline on images that are drawn on the spot, so that a fresh checkout shows what the tool does. */
package org.bitadapt.jobs.quickstart;
