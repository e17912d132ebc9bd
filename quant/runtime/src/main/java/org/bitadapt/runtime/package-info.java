/**
 * Runs packed models of few bits with nothing but the JDK.
 *
 * <pre>{@code
 * PackedModel model = PackedModel.load(Path.of("model.bnn"));
 * try (Session session = model.openSession(SessionOptions.DEFAULT)) {
 *     float[] logits = new float[model.classes()];
 *     session.run(pixels, logits);
 *     System.out.println(model.classNames().get(Logits.largest(logits, 0, logits.length)));
 * }
 * }</pre>
 *
 * <p>A model may have several widths, the bits of weights and maps. A session begins at the widest, and changes its width
 * between two calls without loading anything:
 *
 * <pre>{@code
 * session.use(1);                  // 1-bit weights, the most bits of maps
 * session.use(new Width(2, 4));    // one of model.widths()
 * }</pre>
 *
 * <p>The vector engine needs {@code --add-modules jdk.incubator.vector} on the command line; without it the reference
 * engine gives the same bits, slower. With it, a session begins on the reference engine all the same and moves to the
 * vector engine when that is warm, so that the first prediction does not wait for the compiler.
 */
package org.bitadapt.runtime;
