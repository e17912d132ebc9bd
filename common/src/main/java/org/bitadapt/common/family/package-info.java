/**
 * The networks that BitAdapt knows by name: ResNet for CIFAR and for ImageNet, and AlexNet.
 *
 * <p>All are in floating point; {@link org.bitadapt.common.network.PrecisionPolicy} quantizes them. Layers are named as
 * torchvision names them ({@code layer1.0.conv1}, {@code fc}), with {@code relu}, {@code add} and {@code downsample.conv}
 * where a torchvision module has no name of its own.
 */
package org.bitadapt.common.family;
