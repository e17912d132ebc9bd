package org.bitadapt.jobs.score;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * An iterator that finds out whether there is a next element by making it.
 *
 * @param <T> the type of elements
 */
public abstract class LookAhead<T> implements Iterator<T> {

    private T next;

    /** Makes the next element; null at the end, after which the method may be called again. */
    protected abstract T advance();

    @Override
    public final boolean hasNext() {
        if (next == null) {
            next = advance();
        }
        return next != null;
    }

    @Override
    public final T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T element = next;
        next = null;
        return element;
    }
}
