/** What `color.as.ts` and `blend.as.ts` export. Addresses are bytes into the memory; 0 for a plane that is not there. */

type Address = number;

/** The planes of a picture, one after another as kernels take them. */
export type PlaneAddresses = readonly [y: Address, u: Address, v: Address, a: Address, ca: Address];

/** The kernels of color, blending and keying. */
export interface ColorKernels {
	readonly packTable: (nodes: Address, out: Address) => void;
	readonly applyTable: (
		packed: Address,
		...rest: readonly [...PlaneAddresses, width: number, height: number]
	) => void;
	readonly sharpen: (
		y: Address,
		a: Address,
		copy: Address,
		width: number,
		height: number,
		amount: number,
	) => void;
	readonly vignette: (
		...args: readonly [...PlaneAddresses, width: number, height: number, amount: number]
	) => void;
	readonly grain: (
		y: Address,
		a: Address,
		width: number,
		height: number,
		amount: number,
		size: number,
		seed: number,
	) => void;
	readonly blendPlanes: (
		...args: readonly [
			...PlaneAddresses,
			...PlaneAddresses,
			width: number,
			height: number,
			x0: number,
			y0: number,
			x1: number,
			y1: number,
			mode: number,
		]
	) => void;
	readonly straighten: (
		...args: readonly [...PlaneAddresses, width: number, height: number]
	) => void;
	readonly keyOut: (
		y: Address,
		u: Address,
		v: Address,
		a: Address,
		keep: Address,
		luma: Address,
		width: number,
		height: number,
		keyY: number,
		keyU: number,
		keyV: number,
		inner: number,
		outer: number,
		shadow: number,
		spill: number,
	) => void;
}
