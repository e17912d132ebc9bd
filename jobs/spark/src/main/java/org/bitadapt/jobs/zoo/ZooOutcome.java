package org.bitadapt.jobs.zoo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.command.Outcome;
import org.bitadapt.jobs.command.TextTable;
import org.bitadapt.runtime.PackedModel;

/**
 * A list of models of the zoo.
 *
 * @param models one model or all models, in the order of the zoo
 * @param whole whether people see the whole card instead of a table
 */
record ZooOutcome(List<Entry> models, @JsonIgnore boolean whole) implements Outcome {

    ZooOutcome {
        models = List.copyOf(models);
    }

    /**
     * A model's card beside what the model's file itself says.
     *
     * @param card the model's card
     * @param model {@code zoo:} and the model's name, as {@code --model} takes it
     * @param image the shape of the images: channels x height x width
     * @param classes the names of the classes, in the order of the scores
     * @param bytes the bytes of the packed file
     */
    record Entry(@JsonUnwrapped ModelCard card, String model, String image, List<String> classes, int bytes) {

        static Entry of(String name) {
            ModelCard card = Zoo.card(name);
            byte[] file = Zoo.file(name);
            PackedModel model = PackedModel.load(file);
            return new Entry(
                    card, Locations.ZOO + card.name(), model.inputShape().toString(), model.classNames(), file.length);
        }
    }

    @Override
    public String describe() {
        return whole ? card(models.get(0)) : table();
    }

    private String table() {
        TextTable table = new TextTable("model", "images", "classes", "accuracy", "bytes", "purpose");
        models.forEach(entry -> table.row(
                entry.model,
                entry.image,
                entry.classes.size(),
                percent(entry.card.accuracy()),
                entry.bytes,
                entry.card.purpose()));
        return table.toString();
    }

    private static String card(Entry entry) {
        ModelCard card = entry.card;
        return new TextTable("model", entry.model)
                .row("network", card.network())
                .row("purpose", card.purpose())
                .row("images", entry.image)
                .row("classes", String.join(", ", entry.classes))
                .row("bytes", String.format(Locale.ROOT, "%,d", entry.bytes))
                .row("data", card.data())
                .row("accuracy", percent(card.accuracy()) + " of " + card.accuracyOf())
                .row("in float32", percent(card.float32Accuracy()))
                .row("licence", card.licence())
                .row("trained by", String.join(System.lineSeparator() + " ".repeat(12), card.commands()))
                .toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
