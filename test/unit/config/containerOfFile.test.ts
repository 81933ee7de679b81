import { renderOptionsOf, withContainerOf } from '../../../render-agent/src/cli/options';

const containerFor = (output: string, container?: string) =>
	renderOptionsOf(withContainerOf(output, container === undefined ? {} : { container })).container;

it.each([
	['x.mkv', undefined, 'mkv'],
	['x.MOV', undefined, 'mov'],
	['x.mp4', undefined, 'mp4'],
	['x.webm', 'webm', 'webm'],
	['x', 'mkv', 'mkv'],
	['x.video', undefined, 'mp4'],
])('a file called %s with --container %s is %s', (output, asked, container) => {
	expect(containerFor(output, asked)).toBe(container);
});

it('a file whose name says another container than the flag is refused in words', () => {
	expect(() => containerFor('x.mp4', 'mkv')).toThrow(
		expect.objectContaining({
			code: 'REQUEST_INVALID',
			object: {
				zh: '--container mkv，而文件名以 .mp4 结尾：请使两者一致',
				en: '--container mkv, and the file is called .mp4: let both say the same',
			},
		}) as Error,
	);
});
