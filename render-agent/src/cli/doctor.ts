/** `doctor`: what is there, what is missing, what to do, in words. */
import { makeNamedFolder } from '../config/folders';
import type { Settings } from '../config/schema';
import { deliveryNotes } from '../http/routes/health';
import { freeBytesOf, isRoom } from '../jobs/disk';
import { textOf } from '../kernel/errorTexts';
import { AgentError, asAgentError } from '../kernel/errors';
import { inLanguage, type Words } from '../kernel/words';
import type { EncoderChoice } from '../render/encoderTrials';
import { bundledFace } from '../render/text/faces';
import { type Finding, jobFindings } from './doctorJobs';
import { systemClock } from '../kernel/clock';
import { createPost } from '../net/post';
import { openMachine } from './machine';
import type { Voice } from './render';
import { refusalOf, standIns } from './standIns';
import { targetsOf } from './targets';
import { VERSION } from './version';

/** Where videos are encoded, when anything but software was asked for; none is missing, for software can do it all. */
const encoderFindings = ({ encoder }: Settings, choice: EncoderChoice): readonly Finding[] => {
	if (encoder === 'software') return [];
	const { family, codecs, refused } = choice;
	const unused = encoder === 'auto' ? refused.map(refusalOf) : standIns(encoder, choice);
	const where = family === 'software' ? '' : ` (${codecs.join(', ')})`;
	return [
		{
			good: true,
			text: { zh: `编码方式：${family}${where}`, en: `videos are encoded by: ${family}${where}` },
		},
		...unused.map((text) => ({ good: true, text })),
	];
};

const trialFinding = (fault: AgentError | undefined): Finding => {
	if (!fault)
		return {
			good: true,
			text: { zh: '编码试验：通过', en: 'trial of the encoder: it encodes' },
		};
	const [zh, en] = [textOf(fault, 'zh'), textOf(fault, 'en')];
	return {
		good: false,
		text: { zh: `${zh.detail}。${zh.hint}`, en: `${en.detail}. ${en.hint}` },
	};
};

/** What is said where jobs are rendered by workers only. */
const GATEWAY_WITHOUT_FFMPEG: Finding = {
	good: true,
	text: {
		zh: 'ffmpeg：没有可用的；此服务是网关（RENDER_AGENT_JOBS=0），由工作机渲染，只有预检和故事板需要 ffmpeg',
		en: 'ffmpeg: none that works; this is a gateway (RENDER_AGENT_JOBS=0) whose workers render, only preflights and storyboards need one',
	},
};

const ffmpegFinding = async (settings: Settings): Promise<readonly Finding[]> => {
	// Whoever asks what is wrong wants to know what is so now.
	const machine = await openMachine({ ...settings, remember: false });
	try {
		const tools = machine.tools();
		const fault = machine.notReady();
		if ((!tools || fault) && settings.jobs === 0) return [GATEWAY_WITHOUT_FFMPEG];
		if (!tools || fault) {
			const zh = textOf(fault ?? asAgentError(undefined, 'NOT_READY'), 'zh');
			const en = textOf(fault ?? asAgentError(undefined, 'NOT_READY'), 'en');
			return [
				{
					good: false,
					text: {
						zh: `${zh.detail}。请安装 ffmpeg 5.1 或更新版本，或设置 FFMPEG_PATH 和 FFPROBE_PATH`,
						en: `${en.detail}. Install ffmpeg 5.1 or newer, or set FFMPEG_PATH and FFPROBE_PATH`,
					},
				},
			];
		}
		return [
			{ good: true, text: `ffmpeg ${tools.version} (${tools.origin}): ${tools.ffmpeg}` },
			{ good: true, text: `ffprobe: ${tools.ffprobe}` },
			{
				good: true,
				text: {
					zh: `编码器：${tools.encoders.join('、')}`,
					en: `encoders: ${tools.encoders.join(', ')}`,
				},
			},
			trialFinding(await machine.encoderTrial()),
			...encoderFindings(settings, (await machine.machine()).encoders),
			...[machine.unwatched()].flatMap((fault) => (fault ? [faultFinding(fault)] : [])),
		];
	} finally {
		await machine.close();
	}
};

const diskFinding = async ({ data, minFreeBytes }: Settings): Promise<Finding> => {
	try {
		makeNamedFolder(data);
		const free = await freeBytesOf(data);
		const gib = (free / 1024 ** 3).toFixed(1);
		return isRoom(free, minFreeBytes)
			? {
					good: true,
					text: {
						zh: `数据目录 ${data}：可用 ${gib} GiB`,
						en: `data folder ${data}: ${gib} GiB free`,
					},
				}
			: {
					good: false,
					text: {
						zh: `数据目录 ${data} 只剩 ${gib} GiB，请清理磁盘`,
						en: `only ${gib} GiB are free for ${data}: free some space`,
					},
				};
	} catch (error) {
		if (error instanceof AgentError) return faultFinding(error);
		return {
			good: false,
			text: {
				zh: `数据目录 ${data} 不可写，请检查权限或设置 RENDER_AGENT_DATA`,
				en: `the data folder ${data} cannot be written: check its rights or set RENDER_AGENT_DATA`,
			},
		};
	}
};

const fontFinding = (): Finding => {
	const face = bundledFace('regular');
	return face
		? {
				good: true,
				text: { zh: `字幕字体：${face.label}`, en: `font for captions: ${face.label}` },
			}
		: {
				good: false,
				text: {
					zh: '缺少字幕字体，请重新运行 npm ci',
					en: 'the font for captions is missing: run npm ci again',
				},
			};
};

/** A failure in its own words: they say what to do. */
const faultFinding = (error: unknown): Finding => {
	const known = asAgentError(error);
	const [zh, en] = [textOf(known, 'zh').detail, textOf(known, 'en').detail];
	return { good: false, text: { zh, en } };
};

/** Where videos go, or what keeps the targets from being opened: the agent would not start then. */
const targetFindings = (settings: Settings, faults: readonly string[]): readonly Finding[] => {
	if (faults.length > 0) return faults.map((text) => ({ good: false, text }));
	try {
		const post = createPost({ allow: settings.allowAddresses, clock: systemClock });
		const names = targetsOf(settings, post, systemClock).targets.map(({ name }) => name);
		const text =
			names.length === 0
				? { zh: '投递目标：无，视频保存在本机', en: 'delivery targets: none, videos stay here' }
				: { zh: `投递目标：${names.join(', ')}`, en: `delivery targets: ${names.join(', ')}` };
		return [{ good: true, text }];
	} catch (error) {
		return [faultFinding(error)];
	}
};

const deliveryFindings = (settings: Settings, faults: readonly string[]): readonly Finding[] => [
	...targetFindings(settings, faults),
	{
		good: true,
		text: {
			zh: '回调签名密钥：用 capcut-render-agent keys callback-secret 查看',
			en: 'secret that signs callbacks: capcut-render-agent keys callback-secret shows it',
		},
	},
];

const READY = { zh: '可以渲染。', en: 'Ready to render.' } as const satisfies Words;
const READY_GATEWAY = {
	zh: '网关已就绪：任务由工作机渲染。',
	en: 'Ready as a gateway: workers render its jobs.',
} as const satisfies Words;

/** Says what is there and what is missing; whether all that is needed is there. `faults`: those of the settings of delivery. */
export const diagnose = async (
	settings: Settings,
	faults: readonly string[],
	{ language, line }: Voice,
): Promise<boolean> => {
	line(
		`capcut-render-agent ${VERSION}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
	);
	const findings = [
		...(await ffmpegFinding(settings)),
		await diskFinding(settings),
		fontFinding(),
		...(await jobFindings(settings)),
		...deliveryFindings(settings, faults),
	];
	for (const { good, text } of findings) line(`${good ? '✓' : '✗'} ${inLanguage(text, language)}`);
	for (const note of deliveryNotes(settings)) line(`! ${inLanguage(note, language)}`);
	const good = findings.every((finding) => finding.good);
	line(
		good
			? inLanguage(settings.jobs === 0 ? READY_GATEWAY : READY, language)
			: inLanguage(
					{
						zh: '还不能渲染：请处理标有 ✗ 的项目。',
						en: 'Not ready yet: see to the lines marked ✗.',
					},
					language,
				),
	);
	return good;
};
