/**
 * Pages: what a run, or a comparison of runs, looks like to people, as one self-contained HTML file and pictures beside it.
 *
 * <p>{@link org.bitadapt.jobs.picture.RunReport} is pure data, so that a page can be made from any source.
 * {@link org.bitadapt.jobs.report.ReportWriter} and {@link org.bitadapt.jobs.report.ComparisonReport} turn data into files
 * behind a {@link org.bitadapt.jobs.report.ReportSink}. {@code ReportPage} orders the sections, {@code ReportTables}, {@code
 * AdaptationTables} and {@code CarTable} make their tables, {@code Html} and {@code Page} the markup. {@code LiveChart} gives a
 * picture's numbers to the page's script. {@link org.bitadapt.jobs.report.EvaluatedImages} adds the images of a data set
 * that a page shows, which {@code DatasetContents}, {@code SceneContents} and {@code ScenePhotos} read.
 */
package org.bitadapt.jobs.report;
