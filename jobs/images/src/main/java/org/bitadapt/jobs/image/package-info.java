/**
 * Image files inside jobs: which of those below a folder are images, and how a task decodes one. The pixels come from {@link
 * org.bitadapt.runtime.image}, for training and prediction alike.
 */
package org.bitadapt.jobs.image;
