/**
 * Settings of jobs: one record per concern, read from HOCON.
 *
 * <p>Precedence: {@code --set key=value}, then the file of {@code --config}, then {@code reference.conf} beside this
 * package, which lists every key with its default, range and unit. A record's component {@code averagingPeriod} is the
 * key {@code averaging-period}; its compact constructor holds the rules. All errors are reported at once.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Settings of a training
 *   <dd>{@link TrainingJobConfig} has {@link DataConfig} with {@link AugmentationConfig}, {@link NetworkConfig},
 *       {@link TrainConfig} and {@link ResourcesConfig}. Parts of {@link TrainConfig} are {@link ScheduleConfig},
 *       {@link HysteresisConfig}, {@link Latents}, {@link ClassWeighting}, {@link DistillationConfig} and
 *       {@link EarlyStoppingConfig}.
 *   <dt>Settings of a search
 *   <dd>{@link AdaptationJobConfig} adds {@link NetAdaptConfig} to those, with {@link ReductionConfig},
 *       {@link ShortTermConfig}, {@link LongTermConfig} and {@link LatencyConfig}.
 *   <dt>Reading
 *   <dd>{@link SettingsOptions} are the options of commands. {@link Settings} puts the three places together,
 *       {@link Hocon} reads text with {@link Includes}, and {@link RecordReader} makes records. {@link Setting} is one
 *       setting as people look it up, and {@link SettingsDifferences} compares runs.
 *   <dt>Checking
 *   <dd>{@link KeyCheck} finds unknown keys. {@link Rules} collects each {@link Violation} for one
 *       {@link InvalidSettingsException}.
 * </dl>
 *
 * @see <a href="https://github.com/lightbend/config/blob/main/HOCON.md">HOCON</a>
 */
package org.bitadapt.jobs.config;
