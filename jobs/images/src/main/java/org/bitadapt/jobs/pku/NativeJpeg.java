package org.bitadapt.jobs.pku;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.nio.ByteBuffer;
import org.bitadapt.jobs.pku.YcbcrPlanes.Plane;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * FFmpeg's JPEG decoder, with one thread. It was the fastest of the measured decoders (OpenCV, Leptonica and Skia come
 * without vector instructions for JPEG), because it leaves the conversion to RGB to whoever needs it. Decoding at half
 * the size takes longer than at full size, whose transform has vector instructions.
 */
final class NativeJpeg {

    /** The flag {@code AV_EF_EXPLODE}: damage is an error, rather than a picture of what could be decoded. */
    private static final int EXPLODE = 1 << 3;
    /** The transform {@code FF_IDCT_XVID}, the fastest here of the transforms that are as exact as IEEE 1180 asks. */
    private static final int XVID_TRANSFORM = 14;

    /** The most pixels that may be added to a row, so that rows are aligned. */
    private static final int MOST_PADDING = 64;

    /** The most rows of a block in which rows are decoded. */
    static final int BLOCK_ROWS = 16;

    static {
        av_log_set_level(AV_LOG_QUIET);
    }

    private NativeJpeg() {}

    /** Decodes the first {@code rows} rows of a file, see {@link JpegDecoder#decode}. */
    static YcbcrPlanes decode(byte[] file, int reduction, int rows) throws InvalidPhotographException {
        FrameSize size = JpegStructure.size(file);
        AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        boolean isDecoded = false;
        try (BytePointer bytes = withRows(file, Math.min(size.height(), roundUp(rows)))) {
            context.lowres(Integer.numberOfTrailingZeros(reduction));
            context.idct_algo(XVID_TRANSFORM);
            context.thread_count(1);
            context.err_recognition(EXPLODE);
            // A second header may claim more pixels than the header that was checked.
            context.max_pixels((long) (size.width() + MOST_PADDING) * size.height());
            packet.data(bytes);
            packet.size(file.length);
            if (avcodec_open2(context, codec, (AVDictionary) null) < 0
                    || avcodec_send_packet(context, packet) < 0
                    || avcodec_receive_frame(context, frame) < 0
                    || frame.decode_error_flags() != 0) {
                throw new InvalidPhotographException("Damaged image", "a JPEG file");
            }
            YcbcrPlanes picture = picture(frame, reduction);
            isDecoded = true;
            return picture;
        } finally {
            if (!isDecoded) {
                av_frame_free(frame);
            }
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    /** A copy of a file in the form that the decoder wants, which says that it has {@code rows} rows. */
    private static BytePointer withRows(byte[] file, int rows) {
        BytePointer bytes = new BytePointer(file.length + (long) AV_INPUT_BUFFER_PADDING_SIZE);
        BytePointer.memset(bytes.getPointer(file.length), 0, AV_INPUT_BUFFER_PADDING_SIZE);
        bytes.put(file, 0, file.length);
        JpegStructure.rowsPosition(file).ifPresent(position -> {
            bytes.put(position, (byte) (rows >> 8));
            bytes.put(position + 1L, (byte) rows);
        });
        return bytes;
    }

    /** A number of rows rounded up to a multiple of {@link #BLOCK_ROWS}. */
    static int roundUp(int rows) {
        return (Math.max(1, rows) + BLOCK_ROWS - 1) / BLOCK_ROWS * BLOCK_ROWS;
    }

    private static YcbcrPlanes picture(AVFrame frame, int reduction) throws InvalidPhotographException {
        int format = frame.format();
        Plane light = plane(frame, 0, 0, 0);
        if (format == AV_PIX_FMT_GRAY8) {
            return new YcbcrPlanes(light, Plane.NEUTRAL, Plane.NEUTRAL, reduction, () -> av_frame_free(frame));
        }
        if (format != AV_PIX_FMT_YUVJ420P
                && format != AV_PIX_FMT_YUVJ422P
                && format != AV_PIX_FMT_YUVJ440P
                && format != AV_PIX_FMT_YUVJ444P) {
            throw new InvalidPhotographException("Invalid image", "a JPEG file, grey or YCbCr with 8 bits");
        }
        int shiftX = format == AV_PIX_FMT_YUVJ420P || format == AV_PIX_FMT_YUVJ422P ? 1 : 0;
        int shiftY = format == AV_PIX_FMT_YUVJ420P || format == AV_PIX_FMT_YUVJ440P ? 1 : 0;
        return new YcbcrPlanes(
                light,
                plane(frame, 1, shiftX, shiftY),
                plane(frame, 2, shiftX, shiftY),
                reduction,
                () -> av_frame_free(frame));
    }

    private static Plane plane(AVFrame frame, int index, int shiftX, int shiftY) {
        int width = (frame.width() + (1 << shiftX) - 1) >> shiftX;
        int height = (frame.height() + (1 << shiftY) - 1) >> shiftY;
        int stride = frame.linesize(index);
        ByteBuffer bytes =
                frame.data(index).capacity((long) stride * (height - 1) + width).asByteBuffer();
        return new Plane(bytes, width, height, stride, shiftX, shiftY);
    }
}
