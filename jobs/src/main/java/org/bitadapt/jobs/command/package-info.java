/**
 * What every command shares: options, progress on standard error, results on standard output, and bad input.
 *
 * <p>Conventions: standard output carries the result only, a table for people or, with {@code --json}, one JSON object
 * as its last line; everything else goes to standard error. Commands throw {@link
 * org.bitadapt.jobs.command.BadInputException} for what the user can repair (exit code 2) and anything else for
 * failures (exit code 1).
 */
package org.bitadapt.jobs.command;
