/** `ffmpeg install`: brings an ffmpeg where the machine has none. */
import type { Command } from 'commander';
import { loadSettings } from '../config/load';
import { systemClock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { inLanguage } from '../kernel/words';
import type { Voice } from './render';

const elsewhere = (): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: {
			zh: '此命令只用于 Windows；请用系统的包管理器安装，例如 apt install ffmpeg 或 brew install ffmpeg',
			en: 'this command is for Windows; install ffmpeg by your system, such as apt install ffmpeg or brew install ffmpeg',
		},
	});

/** Adds `ffmpeg install`. */
export const withFfmpeg = (
	root: Command,
	{ voice, interrupted }: { readonly voice: Voice; readonly interrupted: () => AbortSignal },
): void => {
	root
		.command('ffmpeg')
		.description('Brings an ffmpeg where the machine has none.')
		.command('install')
		.description(
			'Downloads a build for Windows from its publisher, holds it against the published SHA-256, and uses it from then on.',
		)
		.action(async () => {
			if (process.platform !== 'win32') throw elsewhere();
			const settings = loadSettings();
			const { installedIn, installFfmpeg, WINDOWS_RELEASE } =
				await import('../assets/ffmpegRelease.js');
			const { createClient } = await import('../net/client.js');
			const folder = installedIn(settings.data);
			const client = createClient({ allow: settings.allowAddresses, clock: systemClock });
			await installFfmpeg({ client, release: WINDOWS_RELEASE, folder }, interrupted());
			voice.line(
				inLanguage(
					{ zh: `ffmpeg 已安装到 ${folder}`, en: `ffmpeg is installed in ${folder}` },
					voice.language,
				),
			);
		});
};
