/**
 * NetAdapt's search: a schedule of resource reductions, a proposal per channel group, and the choice among them.
 *
 * @see <a href="https://arxiv.org/abs/1804.03230">Yang et al., NetAdapt, ECCV 2018</a>
 */
package org.bitadapt.netadapt.search;
