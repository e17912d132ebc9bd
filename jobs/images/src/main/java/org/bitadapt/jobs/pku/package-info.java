/**
 * Cars on the road photographs of PKU Autonomous Driving: labels, camera, car models, projected boxes and crops. Knows
 * nothing of Spark.
 *
 * <p>Camera coordinates are metres, x to the right, y down, z forward; angles are radians. Pixels are those of the whole
 * photograph unless a name says otherwise; a pixel's centre is at whole numbers plus a half.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>The download
 *   <dd>{@link Download} finds its files, {@link StoredFile} is one of them, and {@link StoredFiles} reads them
 *       through a {@link HadoopChannel}, out of zip files too. {@link BrokenImages} is the published list.
 *       {@link InvalidPhotographException} says what cannot be used.
 *   <dt>Labels
 *   <dd>{@link LabelFile} has a {@link LabelRow} for each photograph, {@link CarLabels} reads its text, and a
 *       {@link LabelledCar} has a {@link Pose}. {@link CarLabel} says what a crop is labelled with.
 *   <dt>Geometry
 *   <dd>{@link Camera} projects a {@link CarModel} of {@link CarModels} to a {@link ProjectedBox} in a
 *       {@link PixelBox} of a photograph of {@link FrameSize}. {@link Occlusion} says how much of a box is hidden.
 *   <dt>Crops
 *   <dd>{@link FrameCutter} makes the {@link FrameCrops} of a photograph by {@link CropOptions}: {@link CarCrop}s,
 *       and {@link LeftOut} for the others. {@link FrameHash} finds photographs that look alike. {@link FrameDrawing}
 *       draws boxes.
 *   <dt>Pixels
 *   <dd>{@link JpegDecoder} chooses between {@link NativeJpeg} and {@link PartialJpeg}; {@link JpegStructure} looks
 *       at files before that. {@link YcbcrPlanes} is what they give. {@link Resampler} and {@link PlaneBlockMeans} make it
 *       smaller.
 * </dl>
 *
 * @see <a href="https://www.kaggle.com/c/pku-autonomous-driving">Peking University/Baidu - Autonomous Driving</a>
 * @see <a href="https://arxiv.org/abs/1811.12222">ApolloCar3D</a>
 */
package org.bitadapt.jobs.pku;
