package org.bitadapt.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.Invocation;
import org.bitadapt.jobs.run.RunLock;
import picocli.CommandLine;

/** Runs the steps of a pipeline that are due, one after the other, in one Spark application. */
final class PipelineRun {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNFINISHED = "unfinished";

    private final PipelineDefinition pipeline;
    private final CommandLine tool;
    private final SparkContext spark;
    private final Console console;
    private final PipelineState state;
    private final Identities identities;
    private final EarlierProducts earlier;
    private final List<PipelineStepOutcome> results = new ArrayList<>();

    PipelineRun(PipelineDefinition pipeline, CommandLine tool, SparkContext spark, Console console) throws IOException {
        this.pipeline = pipeline;
        this.tool = tool;
        this.spark = spark;
        this.console = console;
        this.state = PipelineState.at(pipeline.state(), spark.hadoopConfiguration());
        this.identities = new Identities(spark.hadoopConfiguration());
        this.earlier = new EarlierProducts(spark.hadoopConfiguration());
    }

    /** The plan of what a run would do. */
    PipelinePlanOutcome plan(String from) throws IOException {
        Decisions decisions = new Decisions(pipeline, state, identities, from);
        List<PipelinePlanOutcome.Entry> entries = new ArrayList<>();
        for (PipelineStepDefinition step : pipeline.steps()) {
            entries.add(PipelinePlanOutcome.Entry.of(step, decisions.next(step)));
        }
        return new PipelinePlanOutcome(pipeline.name(), pipeline.state(), entries);
    }

    /**
     * Runs the steps that are due.
     *
     * @param from the step to run again whatever its state, the steps before it being taken as they are; or null
     * @throws Exception the exception of the step that failed; the state names the step, and the next run goes on with
     *     it
     */
    PipelineOutcome run(String from) throws Exception {
        long started = System.nanoTime();
        try (RunLock lock = state.lock()) {
            Decisions decisions = new Decisions(pipeline, state, identities, from);
            state.write(pipeline);
            for (PipelineStepDefinition step : pipeline.steps()) {
                lock.check();
                settle(step, decisions);
            }
        }
        return outcome(started);
    }

    private PipelineOutcome outcome(long started) {
        return new PipelineOutcome(pipeline.name(), pipeline.state(), List.copyOf(results), seconds(started));
    }

    private void settle(PipelineStepDefinition step, Decisions decisions) throws Exception {
        Decision decision = decisions.next(step);
        if (decision instanceof Decision.Due due) {
            decisions.done(execute(step, due));
            return;
        }
        results.add(PipelineStepOutcome.notRun(step, decision));
        console.say(title(step) + ": " + results.get(results.size() - 1).state() + ", " + decision.reason());
    }

    private PipelineStepRecord execute(PipelineStepDefinition step, Decision.Due due) throws Exception {
        console.say("");
        console.say(title(step) + ": " + due.reason());
        long started = System.nanoTime();
        PipelineStepRecord begun = begin(step, due);
        try {
            JsonNode outcome = call(step, due);
            PipelineStepRecord done = begun.done(products(step), outcome, seconds(started));
            state.write(done);
            results.add(PipelineStepOutcome.done(step, done));
            return done;
        } catch (Exception | Error e) {
            PipelineStepRecord failed = begun.failed(String.valueOf(e.getMessage()), seconds(started));
            state.write(failed);
            results.add(PipelineStepOutcome.failed(step, failed));
            console.say("");
            console.say(outcome(started).describe());
            console.say("The step '" + step.name() + "' failed; the next run of the pipeline goes on with it.");
            throw e;
        }
    }

    /**
     * Writes the record of a step that begins: from here on, a product at the step's place is known to be the step's
     * own.
     */
    private PipelineStepRecord begin(PipelineStepDefinition step, Decision.Due due) throws IOException {
        SortedMap<String, String> products = new TreeMap<>(due.now().products());
        if (step.product().isPresent() && earlier.isOwn(step, due.now())) {
            products.put(step.product().get(), UNFINISHED);
        }
        PipelineStepRecord begun = due.now().withProducts(products);
        state.write(begun);
        return begun;
    }

    private JsonNode call(PipelineStepDefinition step, Decision.Due due) throws Exception {
        EarlierProducts.Room room = earlier.makeFor(step, due);
        room.setAside().ifPresent(place -> console.say("What it made before is kept as " + place));
        List<String> arguments = new ArrayList<>(step.arguments());
        room.option().ifPresent(arguments::add);
        console.say("$ bitadapt " + String.join(" ", arguments));
        spark.setJobGroup(pipeline.name() + "/" + step.name(), title(step), false);
        try {
            return JSON.valueToTree(
                    Invocation.of(tool, arguments.toArray(String[]::new)).run(console));
        } finally {
            spark.clearJobGroup();
        }
    }

    private SortedMap<String, String> products(PipelineStepDefinition step) throws IOException {
        SortedMap<String, String> products = new TreeMap<>();
        if (step.product().isPresent()) {
            String place = step.product().get();
            identities.of(place).ifPresent(identity -> products.put(place, identity));
        }
        return products;
    }

    private String title(PipelineStepDefinition step) {
        int number = pipeline.steps().indexOf(step) + 1;
        return "Step " + number + "/" + pipeline.steps().size() + ", " + step.name();
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
