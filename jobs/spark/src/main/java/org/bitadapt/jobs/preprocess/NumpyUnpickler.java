package org.bitadapt.jobs.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import net.razorvine.pickle.objects.ByteArrayConstructor;

/**
 * Reads pickles of plain values and numpy arrays of unsigned bytes, and nothing else: a pickle that names any other
 * class is refused before an object of it is made.
 *
 * @see <a href="https://docs.python.org/3/library/pickle.html">pickle</a>
 */
final class NumpyUnpickler extends Unpickler {

    private static final IObjectConstructor CLASS_REFERENCE = arguments -> {
        throw new PickleException("a numpy class that is called");
    };

    private static final Map<String, IObjectConstructor> ALLOWED = Map.of(
            "numpy.core.multiarray._reconstruct", arguments -> new ByteArray(),
            "numpy._core.multiarray._reconstruct", arguments -> new ByteArray(),
            "numpy.ndarray", CLASS_REFERENCE,
            "numpy.dtype", arguments -> new ElementType((String) arguments[0]),
            "_codecs.encode", new ByteArrayConstructor());

    /** The opcodes that are followed by a length of four bytes. */
    private static final Set<Short> LENGTH_4 = Set.of(Opcodes.BINSTRING, Opcodes.BINBYTES, Opcodes.BINUNICODE);
    /** The opcodes that are followed by a length of eight bytes. */
    private static final Set<Short> LENGTH_8 =
            Set.of(Opcodes.BINBYTES8, Opcodes.BINUNICODE8, Opcodes.BYTEARRAY8, Opcodes.FRAME);
    /** The opcodes of numbers of any length, which take time to read. */
    private static final Set<Short> LONG = Set.of(Opcodes.LONG, Opcodes.LONG4);
    /**
     * The most opcodes of a pickle. A published batch has about four for each of its images, of which there are 50,000 at
     * most: labels, a file's name and what belongs to them.
     */
    private static final int MOST_OPCODES = 1_000_000;

    private final int mostBytes;
    private int opcodes;

    /**
     * @param mostBytes the most bytes that the pickle, or any part of it, may have
     */
    NumpyUnpickler(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    protected Object dispatch(short opcode) throws IOException {
        if (++opcodes > MOST_OPCODES || LONG.contains(opcode)) {
            throw new PickleException("more than images and labels");
        }
        checkLength(opcode);
        switch (opcode) {
            case Opcodes.GLOBAL -> {
                String module = PickleUtils.readline(input);
                reference(module + "." + PickleUtils.readline(input));
            }
            case Opcodes.STACK_GLOBAL -> {
                String name = (String) stack.pop();
                reference(stack.pop() + "." + name);
            }
            case Opcodes.BUILD -> build();
            default -> {
                return super.dispatch(opcode);
            }
        }
        return NO_RETURN_VALUE;
    }

    /** Checks the length behind an opcode before memory is taken for what follows. */
    private void checkLength(short opcode) throws IOException {
        int bytes = LENGTH_4.contains(opcode) ? Integer.BYTES : LENGTH_8.contains(opcode) ? Long.BYTES : 0;
        if (bytes == 0) {
            return;
        }
        input.mark(bytes);
        long length = 0;
        for (int i = 0; i < bytes; i++) {
            length |= (long) PickleUtils.readbyte(input) << (Byte.SIZE * i);
        }
        input.reset();
        if (length < 0 || length > mostBytes) {
            throw new PickleException("a part of " + Long.toUnsignedString(length) + " bytes");
        }
    }

    private void reference(String name) {
        IObjectConstructor constructor = ALLOWED.get(name);
        if (constructor == null) {
            throw new PickleException("class " + name);
        }
        stack.add(constructor);
    }

    private void build() {
        Object[] state = (Object[]) stack.pop();
        if (stack.peek() instanceof ByteArray array) {
            array.restore(state);
        }
        // The state of an element type is its byte order, and a type of one byte has none.
    }

    /**
     * Reads one value; throws a {@link PickleException} if the bytes are no such pickle, whatever is wrong with them.
     */
    Object value(InputStream in) throws IOException {
        try {
            return load(in);
        } catch (PickleException | IOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new PickleException("damaged data", e);
        }
    }

    private record ElementType(String code) {}

    /** A numpy array of unsigned bytes, two-dimensional. */
    static final class ByteArray {
        private int rows;
        private int columns;
        private byte[] bytes;

        private void restore(Object[] state) {
            Object[] shape = (Object[]) state[1];
            if (shape.length != 2 || !state[2].equals(new ElementType("u1"))) {
                throw new PickleException("an array that is not two-dimensional uint8");
            }
            rows = (Integer) shape[0];
            columns = (Integer) shape[1];
            byte[] raw = state[4] instanceof String latin1
                    ? latin1.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)
                    : (byte[]) state[4];
            if (raw.length != (long) rows * columns) {
                throw new PickleException("an array of " + raw.length + " bytes for " + rows + " x " + columns);
            }
            bytes = Boolean.TRUE.equals(state[3]) ? transposed(raw) : raw;
        }

        /** The bytes in row-major order, made of column-major, numpy's "Fortran order". */
        private byte[] transposed(byte[] raw) {
            byte[] result = new byte[raw.length];
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    result[row * columns + column] = raw[column * rows + row];
                }
            }
            return result;
        }

        int rows() {
            return rows;
        }

        int columns() {
            return columns;
        }

        /** The array's bytes, row-major. */
        byte[] bytes() {
            return bytes;
        }
    }
}
