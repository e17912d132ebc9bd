/**
 * Runs packed 1-bit models with nothing but the JDK.
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
 * <p>The vector engine needs {@code --add-modules jdk.incubator.vector} on the command line; without it the reference
 * engine gives the same bits, slower. With it, a session begins on the reference engine all the same and moves to the
 * vector engine when that is warm, so that the first prediction does not wait for the compiler.
 */
package org.bitadapt.runtime;
