/** The pixel kernels and the linear memory that they work in. Owns where pictures lie; knows nothing of scenes. */

import type { ColorKernels } from './color/colorKernels';
import type { EffectKernels } from './effects/effectKernels';

type Address = number;

/** What `kernels.as.ts` exports. Addresses are bytes into the memory. */
export interface Kernels extends ColorKernels, EffectKernels {
	readonly overlay: (
		src: Address,
		alpha: Address,
		srcStride: number,
		dst: Address,
		dstStride: number,
		cover: Address,
		coverStride: number,
		width: number,
		height: number,
		weight: number,
	) => void;
	readonly drawScaled: (
		src: Address,
		alpha: Address,
		srcWidth: number,
		srcHeight: number,
		srcStride: number,
		dst: Address,
		width: number,
		height: number,
		dstStride: number,
		ux: number,
		uy: number,
		sx: number,
		sy: number,
		weight: number,
		cover: Address,
		coverStride: number,
		scratch: Address,
		rowBytes: number,
	) => void;
	readonly drawAffine: (
		src: Address,
		alpha: Address,
		srcWidth: number,
		srcHeight: number,
		srcStride: number,
		dst: Address,
		width: number,
		height: number,
		dstStride: number,
		ux: number,
		uy: number,
		a: number,
		b: number,
		c: number,
		d: number,
		weight: number,
		cover: Address,
		coverStride: number,
		scratch: Address,
		rowBytes: number,
	) => void;
	readonly rgbaToPlanes: (
		rgba: Address,
		width: number,
		height: number,
		y: Address,
		u: Address,
		v: Address,
		a: Address,
		ca: Address,
	) => void;
	readonly premultiply: (
		y: Address,
		u: Address,
		v: Address,
		a: Address,
		ca: Address,
		width: number,
		height: number,
	) => void;
	readonly halve: (
		src: Address,
		width: number,
		height: number,
		stride: number,
		out: Address,
	) => void;
	readonly transpose: (src: Address, width: number, height: number, out: Address) => void;
	readonly boxBlurColumns: (
		src: Address,
		width: number,
		height: number,
		out: Address,
		radius: number,
	) => void;
	readonly drawShape: (
		out: Address,
		width: number,
		height: number,
		stride: number,
		ux: number,
		uy: number,
		a: number,
		b: number,
		c: number,
		d: number,
		shape: number,
		halfWidth: number,
		halfHeight: number,
		radius: number,
		soft: number,
		grow: number,
		inverted: number,
	) => void;
	readonly invertCover: (target: Address, count: number) => void;
	readonly multiplyCover: (target: Address, other: Address, count: number) => void;
	readonly mix: (a: Address, b: Address, count: number, weight: number) => void;
}

const PAGE = 65_536;
const ALIGN = 64;

/** Linear memory with blocks that are handed out and taken back by size. */
export class Arena {
	readonly kernels: Kernels;
	private readonly memory: WebAssembly.Memory;
	private readonly idle = new Map<number, Address[]>();
	private end: Address = ALIGN;

	/**
	 * An empty memory.
	 * @param module the compiled kernels
	 */
	constructor(module: WebAssembly.Module) {
		this.memory = new WebAssembly.Memory({ initial: 16, maximum: 65_536 });
		const abort = (): never => {
			throw new WebAssembly.RuntimeError('kernel aborted');
		};
		this.kernels = new WebAssembly.Instance(module, { env: { memory: this.memory, abort } })
			.exports as unknown as Kernels;
	}

	/** The first byte of a block of at least `bytes`; contents are whatever was there before. */
	take(bytes: number): Address {
		const size = Math.ceil((bytes + ALIGN) / ALIGN) * ALIGN;
		const used = this.idle.get(size)?.pop();
		if (used !== undefined) return used;
		const at = this.end;
		this.end += size;
		const missing = this.end + ALIGN - this.memory.buffer.byteLength;
		if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
		return at;
	}

	/** Gives a block back; `bytes` as it was taken. */
	give(at: Address, bytes: number): void {
		const size = Math.ceil((bytes + ALIGN) / ALIGN) * ALIGN;
		const blocks = this.idle.get(size) ?? [];
		blocks.push(at);
		this.idle.set(size, blocks);
	}

	/** The bytes of a block. Valid until the next `take`, which may move the memory. */
	bytes(at: Address, length: number): Uint8Array {
		return new Uint8Array(this.memory.buffer, at, length);
	}
}
