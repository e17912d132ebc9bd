/**
 * What every command shares: options, progress on standard error, results on standard output, and bad input.
 *
 * <p>Conventions: standard output carries the result only, a table for people or, with {@code --json}, one JSON object
 * as its last line; everything else goes to standard error. Commands throw {@link
 * org.bitadapt.jobs.command.BadInputException} for what the user can repair (exit code 2) and anything else for
 * failures (exit code 1).
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Commands
 *   <dd>{@link JobCommand} is the base of all, {@link CommandGroup} of those that only group others, and
 *       {@link Invocation} is a command that another one runs. {@link Outcome} is a result. {@link Version} is what
 *       {@code --version} prints.
 *   <dt>What users see
 *   <dd>{@link Console} is standard error, and {@link Progress} one piece of work on it. {@link TextTable} is a
 *       table for people, {@link FlatTable} one for programs in {@link Csv} or Parquet. {@link Printable} makes texts
 *       safe for terminals, and {@link VerboseLog} shows the log.
 *   <dt>Input and failures
 *   <dd>{@link Locations} are paths from options. {@link BadInputException} is what users repair,
 *       {@link FileSystemFailure} what another attempt may mend.
 * </dl>
 */
package org.bitadapt.jobs.command;
