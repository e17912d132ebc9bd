/**
 * What a run looks like to people: one self-contained HTML page, and its pictures as files.
 *
 * <p>A {@link org.bitadapt.jobs.report.RunReport} is pure data, so that a page can be made from any source, and
 * {@link org.bitadapt.jobs.report.ReportWriter} turns it into files behind a {@link
 * org.bitadapt.jobs.report.ReportSink}. Pictures are drawn without a display and without Spark; those on the page come in
 * a light and a dark edition. Shares are fractions of 1 everywhere but in what is shown.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito, colours for all kinds of colour vision</a>
 */
package org.bitadapt.jobs.report;
