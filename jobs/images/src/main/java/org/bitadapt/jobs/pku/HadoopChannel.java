package org.bitadapt.jobs.pku;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bitadapt.jobs.command.FileSystemFailure;
import org.bitadapt.jobs.files.InputFiles;

/** A file of any Hadoop file system as a channel, from which zip files are read. */
final class HadoopChannel implements SeekableByteChannel {

    private static final int MOST_AT_ONCE = 1 << 16;

    private final FSDataInputStream in;
    private final long size;
    private long position;
    private boolean open = true;

    private HadoopChannel(FSDataInputStream in, long size) {
        this.in = in;
        this.size = size;
    }

    static HadoopChannel open(Path path, Configuration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        InputFiles.requireRegular(path, configuration);
        long size = files.getFileStatus(path).getLen();
        return new HadoopChannel(files.open(path), size);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        byte[] bytes = new byte[Math.min(MOST_AT_ONCE, target.remaining())];
        int read = readAt(bytes);
        if (read > 0) {
            target.put(bytes, 0, read);
            position += read;
        }
        return read;
    }

    private int readAt(byte[] bytes) throws FileSystemFailure {
        try {
            return in.read(position, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new FileSystemFailure(e);
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        in.close();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }
}
