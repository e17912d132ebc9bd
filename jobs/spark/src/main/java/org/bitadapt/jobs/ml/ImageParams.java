package org.bitadapt.jobs.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The params that say where images are, and what they must be. The estimator and its model have the same.
 *
 * @param <S> the stage itself, which setters return
 */
public interface ImageParams<S extends ImageParams<S>> extends Params {

    /** The column of images: Spark's image struct, or binary as {@link #binaryFormat} says (default: image). */
    default Param<String> imageCol() {
        return new Param<>(this, "imageCol", "column of images: Spark's image struct, or binary");
    }

    /**
     * The height, width and channels (1 or 3) of the network's input. By default they are those of the first image in a
     * column of structs; with a binary column this param must be set.
     */
    default IntArrayParam imageShape() {
        return new IntArrayParam(
                this,
                "imageShape",
                "height, width and channels (1 or 3) that the network reads",
                ColumnRules.isImageShape());
    }

    /**
     * The kind of values in a binary column. With {@code encoded} they are PNG or JPEG files, read in colour; with
     * {@code raw} they are pixels, unsigned 8 bit, {@code [y][x][channel]}, red before green before blue (default:
     * encoded).
     */
    default Param<String> binaryFormat() {
        return new Param<>(
                this,
                "binaryFormat",
                "what a binary column holds: encoded (PNG or JPEG files) or raw ([y][x][channel], RGB)",
                ParamValidators.inArray(new String[] {ColumnRules.ENCODED, ColumnRules.RAW}));
    }

    /**
     * Whether images of another size are brought to {@link #imageShape}, as {@link #imageFit} says and {@code bitadapt
     * preprocess} does. Otherwise such images are invalid (default: false).
     */
    default BooleanParam resize() {
        return new BooleanParam(this, "resize", "whether images of another size are scaled");
    }

    /**
     * How images of another size are scaled: {@code crop} takes the largest centred part of the shape, {@code stretch}
     * the whole image, and {@code pad} the whole image in proportion, on black (default: crop). A model that is opened
     * has the value of its training.
     */
    default Param<String> imageFit() {
        return new Param<>(
                this,
                "imageFit",
                "how images of another size are scaled: crop, stretch or pad",
                ParamValidators.inArray(ColumnRules.fits()));
    }

    /**
     * What is done about a row whose image is null, broken or of another shape: {@code error} fails and names the row,
     * {@code skip} leaves the row out, {@code keep} keeps it with nulls for a prediction and the reason in a column of
     * its own (default: error). In training, {@code skip} and {@code keep} both leave such rows out, and the log says
     * how many.
     */
    default Param<String> handleInvalid() {
        return new Param<>(
                this,
                "handleInvalid",
                "what is done about images that cannot be used: error, skip, or keep with nulls and a reason",
                ParamValidators.inArray(ColumnRules.invalidActions()));
    }

    /** See {@link #imageCol}. */
    default String getImageCol() {
        return getOrDefault(imageCol());
    }

    /** See {@link #imageCol}. */
    default S setImageCol(String column) {
        return with(imageCol(), column);
    }

    /** See {@link #imageShape}. */
    default int[] getImageShape() {
        return getOrDefault(imageShape());
    }

    /** See {@link #imageShape}. */
    default S setImageShape(int[] heightWidthChannels) {
        return with(imageShape(), heightWidthChannels.clone());
    }

    /** See {@link #binaryFormat}. */
    default String getBinaryFormat() {
        return getOrDefault(binaryFormat());
    }

    /** See {@link #binaryFormat}. */
    default S setBinaryFormat(String format) {
        return with(binaryFormat(), format);
    }

    /** See {@link #resize}. */
    default boolean getResize() {
        return (boolean) getOrDefault(resize());
    }

    /** See {@link #resize}. */
    default S setResize(boolean whether) {
        return with(resize(), whether);
    }

    /** See {@link #imageFit}. */
    default String getImageFit() {
        return getOrDefault(imageFit());
    }

    /** See {@link #imageFit}. */
    default S setImageFit(String fit) {
        return with(imageFit(), fit);
    }

    /** See {@link #handleInvalid}. */
    default String getHandleInvalid() {
        return getOrDefault(handleInvalid());
    }

    /** See {@link #handleInvalid}. */
    default S setHandleInvalid(String action) {
        return with(handleInvalid(), action);
    }

    /** Sets a param and returns this stage. */
    @SuppressWarnings("unchecked") // S is the stage's own type
    default <T> S with(Param<T> param, T value) {
        set(param, value);
        return (S) this;
    }
}
