/** Opens an address in the user's browser. */
import { spawn } from 'node:child_process';

const OPENERS = {
	win32: ['rundll32', ['url.dll,FileProtocolHandler']],
	darwin: ['open', []],
	linux: ['xdg-open', []],
} as const;

/** Opens it, where there is something that opens it. Never fails: the address was printed too. */
export const openInBrowser = (address: string, platform: NodeJS.Platform): void => {
	const [program, args] =
		OPENERS[platform === 'win32' || platform === 'darwin' ? platform : 'linux'];
	const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
	child.once('error', () => undefined);
	child.unref();
};
