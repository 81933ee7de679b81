/** The few names of WebAssembly that we use; Node's types leave them to the browser's. */
declare namespace WebAssembly {
	interface Module {
		readonly compiled: unique symbol;
	}
	interface MemoryDescriptor {
		readonly initial: number;
		readonly maximum?: number;
	}
	const Module: new (bytes: Uint8Array) => Module;
	class Memory {
		constructor(descriptor: MemoryDescriptor);
		readonly buffer: ArrayBuffer;
		grow(pages: number): number;
	}
	class Instance {
		constructor(
			module: Module,
			imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
		);
		readonly exports: Readonly<Record<string, unknown>>;
	}
	class RuntimeError extends Error {}
}
