/** Delivery: a run's best network as a packed model, checked against the training graph, or as ONNX. */
package org.bitadapt.jobs.export;
