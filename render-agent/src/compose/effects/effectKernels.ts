/** What `effects.as.ts`, `toning.as.ts` and `sprites.as.ts` add to the kernels. Lengths and places are samples of the plane unless said otherwise. */

type Address = number;

/** A plane: its first sample, width and height. */
type PlaneOf = readonly [at: Address, width: number, height: number];

/** The kernels of scene effects. */
export interface EffectKernels {
	readonly mapSamples: (at: Address, count: number, table: Address) => void;
	readonly chromaFromLuma: (
		...args: readonly [...luma: PlaneOf, out: Address, table: Address, weight: number]
	) => void;
	readonly addNoise: (
		...args: readonly [...plane: PlaneOf, tile: Address, seed: number, strength: number]
	) => void;
	readonly shiftRows: (...args: readonly [...src: PlaneOf, out: Address, offsets: Address]) => void;
	readonly splitChannels: (
		...args: readonly [
			...from: readonly [y: Address, u: Address, v: Address],
			width: number,
			height: number,
			...to: readonly [y: Address, u: Address, v: Address],
			rx: number,
			ry: number,
		]
	) => void;
	readonly warp: (
		...args: readonly [...src: PlaneOf, out: Address, grid: Address, columns: number, cell: number]
	) => void;
	readonly scatter: (
		...args: readonly [...src: PlaneOf, out: Address, radius: number, step: number]
	) => void;
	readonly blocks: (...args: readonly [...plane: PlaneOf, size: number]) => void;
	readonly edges: (...args: readonly [...src: PlaneOf, out: Address, reach: number]) => void;
	readonly addPlane: (
		...args: readonly [dst: Address, src: Address, count: number, bias: number, weight: number]
	) => void;
	readonly awayFrom: (
		...args: readonly [at: Address, other: Address, count: number, weight: number]
	) => void;
	readonly darkenRows: (
		...args: readonly [...plane: PlaneOf, period: number, thick: number, keep: number]
	) => void;
	readonly settle: (
		...args: readonly [at: Address, alpha: Address, count: number, value: number]
	) => void;
	readonly unsettle: (
		...args: readonly [at: Address, alpha: Address, count: number, value: number]
	) => void;
	readonly coverBetween: (
		...args: readonly [
			...black: readonly [at: Address, white: Address, width: number, height: number],
			...covers: readonly [alpha: Address, small: Address, keeps: number],
		]
	) => void;
	readonly blockSpreads: (
		...args: readonly [...src: PlaneOf, means: Address, spreads: Address, reach: number]
	) => void;
	readonly calmest: (
		...args: readonly [
			means: Address,
			spreads: Address,
			width: number,
			height: number,
			out: Address,
			reach: number,
		]
	) => void;
	readonly dots: (...args: readonly [...plane: PlaneOf, cell: number]) => void;
	readonly keepHue: (
		...args: readonly [
			u: Address,
			v: Address,
			count: number,
			...towards: readonly [u: number, v: number],
			weight: number,
		]
	) => void;
	readonly turnHues: (
		...args: readonly [u: Address, v: Address, count: number, cos: number, sin: number]
	) => void;
	readonly smearRows: (...args: readonly [...plane: PlaneOf, hold: number]) => void;
	readonly sprite: (
		...args: readonly [
			...plane: PlaneOf,
			...middle: readonly [cx: number, cy: number],
			...half: readonly [rx: number, ry: number],
			...turn: readonly [cos: number, sin: number],
			shape: number,
			value: number,
			weight: number,
		]
	) => void;
}
