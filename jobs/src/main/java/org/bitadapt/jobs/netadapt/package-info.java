/** The commands that adapt networks to a budget. */
package org.bitadapt.jobs.netadapt;
