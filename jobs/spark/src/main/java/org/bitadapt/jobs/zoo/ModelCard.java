package org.bitadapt.jobs.zoo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The card of a model: what is to be known of the model before it is used.
 *
 * @param name the model's name behind {@code zoo:}
 * @param network the network's name, as {@code inspect --network} takes it
 * @param purpose the purpose of the model: what it tells apart, in which images
 * @param data the data that the model was trained on
 * @param accuracy the share of {@link #accuracyOf}'s images that get their class, in 0..1
 * @param accuracyOf the images that the accuracy was measured on; none of them was trained on
 * @param float32Accuracy the accuracy of the same network in float32 on the same images, in 0..1
 * @param seed the seed of the training
 * @param commands the commands that train the model again, in order, from the data
 * @param licence the licence of the model, and what is known of the licence of its data
 */
public record ModelCard(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String network,
        @JsonProperty(required = true) String purpose,
        @JsonProperty(required = true) String data,
        @JsonProperty(required = true) double accuracy,
        @JsonProperty(required = true) String accuracyOf,
        @JsonProperty(required = true) double float32Accuracy,
        @JsonProperty(required = true) long seed,
        @JsonProperty(required = true) List<String> commands,
        @JsonProperty(required = true) String licence) {

    public ModelCard {
        commands = List.copyOf(commands);
    }
}
