package org.bitadapt.jobs.predict;

import java.io.Serializable;

/**
 * The likeliest class of an image.
 *
 * @param id the image's path, or the record's id
 * @param predicted the class; null if the image could not be read
 * @param probability the class's probability, 0..1; null if the image could not be read
 * @param reason the reason why the image could not be read; null if it could be read
 */
record PredictedImage(String id, String predicted, Double probability, String reason) implements Serializable {}
