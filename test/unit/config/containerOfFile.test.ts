import { AgentError } from '../../../render-agent/src/kernel/errors';
import {
	renderOptionsOf,
	requirePng,
	withContainerOf,
} from '../../../render-agent/src/cli/options';
import { codecOf } from '../../../render-agent/src/config/options';
import { checkOptions } from '../../../render-agent/src/jobs/wanted';

const containerFor = (output: string, container?: string) =>
	renderOptionsOf(withContainerOf(output, container === undefined ? {} : { container })).container;

it.each([
	['x.mkv', undefined, 'mkv'],
	['x.MOV', undefined, 'mov'],
	['x.mp4', undefined, 'mp4'],
	['x.webm', 'webm', 'webm'],
	['x', 'mkv', 'mkv'],
	['x.video', 'mov', 'mov'],
	['x', undefined, 'mp4'],
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

const refusalOf = (deed: () => unknown): unknown => {
	try {
		deed();
	} catch (error) {
		return error instanceof AgentError && error.code === 'REQUEST_INVALID' && error.object;
	}
	return undefined;
};

it('a file whose name ends as no container does is refused, naming those that there are', () => {
	expect(refusalOf(() => containerFor('zz.xyz'))).toEqual({
		zh: '文件名以 .xyz 结尾，不是可以写出的格式：mp4、mov、webm、mkv；或另加 --container',
		en: 'the file ends in .xyz, which is no container that is written here: mp4, mov, webm, mkv; or say one with --container',
	});
});

it.each([
	['y.webm', {}, 'av1'],
	['y.webm', { codec: 'h264' }, 'h264'],
	['y', { container: 'webm' }, 'av1'],
	['y.mp4', {}, 'h264'],
	['y.mkv', { codec: 'h265' }, 'h265'],
])('%s with %j has the codec %s', (output, flags, codec) => {
	const options = renderOptionsOf(withContainerOf(output, flags));
	expect(codecOf(options)).toBe(codec);
	if (codec === 'h264' && options.container === 'webm')
		expect(
			refusalOf(() => {
				checkOptions(options);
			}),
		).toEqual({
			zh: 'container: webm 不能与 codec: h264 一起使用，可用：av1',
			en: 'container: webm does not hold codec: h264, but av1',
		});
	else checkOptions(options);
});

it('a storyboard is written as PNG, and a name that ends as another picture is refused', () => {
	for (const name of ['sheet.png', 'sheet.PNG', 'sheet']) requirePng(name);
	expect(
		refusalOf(() => {
			requirePng('sheet.jpg');
		}),
	).toEqual({
		zh: '-o 的文件名以 .jpg 结尾，而分镜只写出 PNG：请改用 .png',
		en: '-o ends in .jpg, and a storyboard is written as PNG only: let the file end in .png',
	});
});

it('a value that a flag does not know is refused with those that it knows', () => {
	expect(refusalOf(() => containerFor('y', 'avi'))).toEqual({
		zh: '--container 不能是 avi，可用：mp4、mov、webm、mkv',
		en: '--container: avi is none of mp4, mov, webm, mkv',
	});
	for (const size of ['0x0', 'huge', '9000x9000'])
		expect(refusalOf(() => renderOptionsOf({ size }))).toEqual({
			zh: expect.stringMatching(
				/^--size 不是可以绘制的尺寸；.*1080p、.*每边 16 到 8192：\w+$/,
			) as string,
			en: expect.stringMatching(
				/^--size: \w+ is not a size .* 1080p, [^;]* from 16 to 8192$/,
			) as string,
		});
});

it.each([
	[{ fps: '0' }, '--fps 不能小于 1：0，请写 1 或更大', '--fps: 0 is less than 1; write 1 or more'],
	[
		{ fps: '500' },
		'--fps 不能大于 120：500，请写 120 或更小',
		'--fps: 500 is more than 120; write 120 or less',
	],
	[{ fps: 'many' }, '--fps 须为数字：many，请写数字', '--fps: many is no number; write a number'],
	[
		{ fps: '30000/1001' },
		'--fps 须为数字：30000/1001，请写 29.97',
		'--fps: 30000/1001 is no number; write 29.97',
	],
	[
		{ timeLimitSeconds: '1.5' },
		'--time-limit-seconds 须为整数：1.5，请写整数',
		'--time-limit-seconds: 1.5 is no whole number; write a whole number',
	],
	[
		{ timeLimitSeconds: '7/2' },
		'--time-limit-seconds 须为数字：7/2，请写数字',
		'--time-limit-seconds: 7/2 is no number; write a number',
	],
])('%j is refused in both languages', (flags, zh, en) => {
	expect(refusalOf(() => renderOptionsOf(flags))).toEqual({ zh, en });
});
