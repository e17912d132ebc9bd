package org.bitadapt.jobs.benchmark;

import org.bitadapt.jobs.command.CommandGroup;
import picocli.CommandLine.Command;

/** The command {@code bitadapt benchmark}. */
@Command(
        name = "benchmark",
        description = "Measures speeds on this machine, beside a peer's.",
        footer = {
            "  bitadapt benchmark training --network resnet20 --compare pytorch",
            "  bitadapt benchmark agreement --data datasets/cifar10",
            "  bitadapt benchmark learning --run runs/resnet20 --data datasets/cifar10",
            "  bitadapt benchmark inference --network resnet20 --compare onnxruntime",
            "  bitadapt benchmark preprocess --source pku --input pku",
            "  bitadapt benchmark scaling --network resnet20"
        },
        subcommands = {
            TrainingBenchmarkCommand.class,
            AgreementBenchmarkCommand.class,
            LearningBenchmarkCommand.class,
            InferenceBenchmarkCommand.class,
            ProductsBenchmarkCommand.class,
            PreprocessBenchmarkCommand.class,
            ScalingBenchmarkCommand.class
        })
public final class BenchmarkCommand extends CommandGroup {}
