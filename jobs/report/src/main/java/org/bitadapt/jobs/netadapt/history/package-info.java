/**
 * What a search leaves in a run, for jobs that go on with it and for reports.
 *
 * <pre>
 * search/latency.csv                 the latency table, as given or as measured before the search
 * search/start.json, start.zip       the network that the search starts from
 * search/state.json                  finished iterations, as the search remembers them
 * search/iteration-001/conv1.zip     a finished proposal; of finished iterations the winner's alone
 * search/iteration-001/table.json    the iteration with all proposals
 * search/iteration-001/model.bnn     the winner, packed
 * search/result.json                 what the search came to, at its end
 * search/iterations.csv, .parquet    all iterations as a table
 * search/proposals.csv, .parquet     all proposals as a table
 * </pre>
 */
package org.bitadapt.jobs.netadapt.history;
