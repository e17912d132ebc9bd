/**
 * What a run has to show, and pictures of it. Pages, notebooks and {@code evaluate} draw by the same classes.
 *
 * <p>Three families:
 *
 * <ul>
 *   <li>Data: {@link org.bitadapt.jobs.picture.RunReport} with {@link org.bitadapt.jobs.picture.HysteresisHistogram},
 *       {@link org.bitadapt.jobs.picture.Gallery}, {@link org.bitadapt.jobs.picture.CarScenes},
 *       {@link org.bitadapt.jobs.picture.ReportTable} and {@link org.bitadapt.jobs.picture.ModelSizes}; of several runs,
 *       {@link org.bitadapt.jobs.picture.ComparedRun}. Whoever reads a run's folder makes a {@code RunReport} of it.
 *   <li>Charts: one class for each kind, {@code EpochCharts}, {@code FlipsChart}, {@code HysteresisChart}, {@code
 *       ConfusionChart}, {@code AdaptationCharts}, {@code EnergyChart}, {@code TradeOffChart}, {@code WidthsChart}, {@code CarCharts}
 *       and {@code ComparisonCharts}.
 *       {@link org.bitadapt.jobs.picture.Theme} has their colours and fonts.
 *   <li>Pictures: {@link org.bitadapt.jobs.picture.Pictures} chooses the charts that the data of a run allow, and names each as
 *       a {@link org.bitadapt.jobs.picture.Picture} with a caption. {@link org.bitadapt.jobs.picture.ReportPictures} gives
 *       notebooks a picture as HTML, {@link org.bitadapt.jobs.picture.EvaluationPicture} gives {@code evaluate} its files.
 * </ul>
 *
 * <p>Pictures are drawn without a display, without Spark and without DL4J. A picture has a light and a dark edition. Shares are fractions
 * of 1 everywhere but in what is shown.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito, colours for all kinds of colour vision</a>
 */
package org.bitadapt.jobs.picture;
