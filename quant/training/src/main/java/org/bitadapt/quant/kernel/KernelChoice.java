package org.bitadapt.quant.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses an implementation once. */
final class KernelChoice {

    static final ElementwiseKernels BEST = choose();

    private KernelChoice() {}

    private static ElementwiseKernels choose() {
        Logger log = LoggerFactory.getLogger(ElementwiseKernels.class);
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            log.info("Elementwise kernels run in plain Java; start the JVM with --add-modules=jdk.incubator.vector for"
                    + " faster ones");
            return ScalarKernels.INSTANCE;
        }
        try {
            return Class.forName("org.bitadapt.quant.kernel.vector.VectorKernels")
                    .asSubclass(ElementwiseKernels.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            log.warn("Elementwise kernels run in plain Java: the Vector API is there but unusable", e);
            return ScalarKernels.INSTANCE;
        }
    }
}
