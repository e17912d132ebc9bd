package org.bitadapt.quant.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses an implementation of the kernels once. */
final class KernelChoice {

    static final ElementwiseKernels BEST =
            choose(ElementwiseKernels.class, "VectorElementwiseKernels", ScalarElementwiseKernels.INSTANCE);
    static final WeightKernels WEIGHTS =
            choose(WeightKernels.class, "VectorWeightKernels", ScalarWeightKernels.INSTANCE);

    private KernelChoice() {}

    private static <T> T choose(Class<T> type, String vectorName, T plain) {
        Logger log = LoggerFactory.getLogger(type);
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            log.info(
                    "{} run in plain Java; start the JVM with --add-modules=jdk.incubator.vector for faster ones",
                    type.getSimpleName());
            return plain;
        }
        try {
            return Class.forName("org.bitadapt.quant.kernel.vector." + vectorName)
                    .asSubclass(type)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            log.warn("{} run in plain Java: the Vector API is there but unusable", type.getSimpleName(), e);
            return plain;
        }
    }
}
