/**
 * Cars on the road photographs of PKU Autonomous Driving: labels, camera, car models, projected boxes and crops. Knows
 * nothing of Spark.
 *
 * <p>Camera coordinates are metres, x to the right, y down, z forward; angles are radians. Pixels are those of the whole
 * photograph unless a name says otherwise; a pixel's centre is at whole numbers plus a half.
 *
 * @see <a href="https://www.kaggle.com/c/pku-autonomous-driving">Peking University/Baidu - Autonomous Driving</a>
 * @see <a href="https://arxiv.org/abs/1811.12222">ApolloCar3D</a>
 */
package org.bitadapt.jobs.pku;
