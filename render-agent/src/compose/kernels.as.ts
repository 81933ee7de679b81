// The pixel kernels: planes of 8-bit samples in linear memory, drawn row by row. Built by scripts/build-kernels into kernels.wasm.
// Places are given in sample coordinates: the middle of sample 0 is 0, so a picture of n samples reaches from -0.5 to n - 0.5.
// A layer is opaque (alpha = 0) or premultiplied by its alpha plane. Weights run 0…256, coverage and alpha 0…255.

export { drawAffine, drawScaled, overlay } from './placed.as';
export { halve, invertCover, mix, multiplyCover, premultiply, rgbaToPlanes, transpose } from './planes.as';
export { boxBlurColumns } from './blur.as';
export { drawShape } from './shapes.as';
export { applyTable, grain, packTable, sharpen, vignette } from './color.as';
export { blendPlanes, keyOut, straighten } from './blend.as';

export {
	mapSamples, chromaFromLuma, addNoise, shiftRows, splitChannels, warp, scatter, blocks, edges,
	addPlane, awayFrom, darkenRows, settle, unsettle, coverBetween,
} from './effects.as';
export { blockSpreads, calmest, dots, keepHue, smearRows, turnHues } from './toning.as';
export { sprite } from './sprites.as';
