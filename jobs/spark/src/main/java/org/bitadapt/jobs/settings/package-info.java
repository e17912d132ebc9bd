/** What can be set, what it means, and what a job would take. */
package org.bitadapt.jobs.settings;
