/**
 * NetAdapt's search: a schedule of resource reductions, a proposal per channel group or layer, and the choice among
 * them.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>The search
 *   <dd>{@link Search} runs iterations. {@link SelectionRule} chooses the winner, {@link ReductionSchedule} says by
 *       how much the resource falls, and {@link Reach} how far that goes. {@link Budgets} of several resources say
 *       which {@link Budget} an iteration works for.
 *   <dt>Widths
 *   <dd>A layer of several sign planes can give planes away as a group gives channels. What a network of several bit
 *       widths uses is what its widest width uses.
 *   <dt>Proposals
 *   <dd>{@link Proposals} makes a {@link Proposal} for each part that can shrink. Its {@link Cut} takes channels of a
 *       group, with counts of {@link ChannelMultiples}, or planes of a layer. {@link ProposalRules} say which cuts
 *       are allowed, and {@link Exclusions} which layers keep what they have.
 *   <dt>What callers provide
 *   <dd>An {@link Evaluator} is given a {@link Round} and answers with an {@link Evaluation} for each proposal. A
 *       {@link SearchListener} hears how it goes.
 *   <dt>State
 *   <dd>{@link SearchState} is what a search remembers: {@link Iteration}s of {@link Candidate}s. {@link SearchJson}
 *       is its text.
 * </dl>
 *
 * @see <a href="https://arxiv.org/abs/1804.03230">Yang et al., NetAdapt, ECCV 2018</a>
 */
package org.bitadapt.netadapt.search;
