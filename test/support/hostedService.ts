/**
 * A stand-in of the hosted capcut-mate service, built from the description of its wire: every answer is HTTP 200,
 * a failure is `{code, message}`. A job takes one step with every question about it. Knows no draft's content.
 */
import { serve, textIn, type LocalServer, type Reply, type Seen } from './localServer';

const API = '/openapi/capcut-mate/v1';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const TEXTS: Readonly<Record<number, { readonly zh: string; readonly en: string }>> = {
	0: { zh: '成功', en: 'Success' },
	1001: { zh: '参数校验失败', en: 'Parameter validation failed' },
	2001: { zh: '无效的草稿URL', en: 'Invalid draft URL' },
	2031: { zh: '视频生成任务未找到', en: 'Video generation task not found' },
	2035: {
		zh: '账户余额不足，当前积分需大于 1 才可继续使用服务，请完成充值后重试',
		en: 'Insufficient account balance. A minimum of 1 point is required to continue using the service. Please recharge and try again.',
	},
	2036: {
		zh: '无效的 apiKey，请登录官网 https://jcaigc.cn 获取',
		en: 'Invalid apiKey. Please log in at https://jcaigc.cn to obtain one',
	},
};

/** How the stand-in is set up. */
export interface HostedSetup {
	/** Points by key; without it no key is asked for. */
	readonly points?: Readonly<Record<string, number>>;
	/** Draft ids that exist. */
	readonly drafts: readonly string[];
	/** What a job says question by question; the last one stays. Default: 40, 70, then completed. */
	readonly steps?: readonly Step[];
	readonly video?: Buffer;
}

/** A step of a job: its progress, `early` (completed, but without the address yet), `completed`, or why it failed. */
export type Step = number | 'early' | 'completed' | { readonly failed: string };

/** A running stand-in of the hosted service. */
export interface HostedService extends LocalServer {
	readonly draftUrl: (draftId: string) => string;
	/** Forgets unfinished tasks, as a restart does. */
	readonly restart: () => void;
	/** The next answers to `path` (the last part of an address), in order, instead of the service's own. */
	readonly interfere: (path: string, ...replies: readonly Reply[]) => void;
}

interface Task {
	readonly draftUrl: string;
	readonly steps: Step[];
	step: Step;
}

const DEFAULT_STEPS: readonly Step[] = [40, 70, 'completed'];
const MISSING: Step = { failed: '草稿下载失败: 草稿或素材不存在/URL无效 (HTTP 404)' };

const draftIdIn = (draftUrl: string): string | undefined =>
	/[?&]draft_id=([^&#]+)/.exec(draftUrl)?.[1];

const textOf = (code: number, seen: Seen): string => {
	const language = seen.headers['accept-language']?.split(',')[0]?.split('-')[0]?.toLowerCase();
	const texts = TEXTS[code];
	return (language === 'en' ? texts?.en : texts?.zh) ?? '';
};

const refused = (seen: Seen, code: number, detail?: string): Reply => ({
	json: { code, message: textOf(code, seen) + (detail === undefined ? '' : `(${detail})`) },
});

const isOver = ({ step }: Task): boolean => typeof step !== 'number';

/** Starts the stand-in on a free port. */
export const startHostedService = async (setup: HostedSetup): Promise<HostedService> => {
	const { drafts, points, video = Buffer.from('an mp4') } = setup;
	const tasks = new Map<string, Task>();
	const interference = new Map<string, Reply[]>();
	let origin = '';

	/** Why the key does not do, if so. */
	const keyRefused = (seen: Seen): Reply | undefined => {
		const given = seen.body?.['apiKey'];
		const key = typeof given === 'string' && given !== '' ? given : undefined;
		if (key !== undefined && !UUID.test(key)) {
			const wrong =
				'apiKey: Value error, API密钥格式不正确，必须是合法的UUID；请登录官网 https://jcaigc.cn 获取 apiKey';
			return refused(seen, 1001, wrong);
		}
		if (points === undefined) return undefined;
		if (key === undefined) return refused(seen, 2036);
		const left = points[key];
		if (left === undefined) return refused(seen, 2036, key);
		return left <= 1 ? refused(seen, 2035) : undefined;
	};

	const genVideo = (seen: Seen): Reply => {
		const problem = keyRefused(seen);
		if (problem !== undefined) return problem;
		const draftUrl = textIn(seen.body?.['draft_url']);
		const draftId = draftIdIn(draftUrl);
		if (draftId === undefined) return refused(seen, 2001);
		const running = tasks.get(draftUrl);
		if (running === undefined || isOver(running)) {
			const steps = drafts.includes(draftId) ? (setup.steps ?? DEFAULT_STEPS) : [10, MISSING];
			tasks.set(draftUrl, { draftUrl, steps: [...steps], step: 0 });
		}
		return { json: { code: 0, message: '视频生成任务已提交，请使用draft_url查询进度' } };
	};

	const genVideoStatus = (seen: Seen): Reply => {
		const draftUrl = textIn(seen.body?.['draft_url']);
		if (seen.body?.['draft_url'] === undefined)
			return refused(seen, 1001, 'draft_url: Field required');
		const finished = [...tasks.values()].find(
			(one) => isOver(one) && draftIdIn(one.draftUrl) === draftIdIn(draftUrl),
		);
		const task = tasks.get(draftUrl) ?? finished;
		if (task === undefined) return refused(seen, 2031);
		task.step = task.steps.shift() ?? task.step;
		return { json: { code: 0, message: textOf(0, seen), ...statusOf(task, origin) } };
	};

	const getDraft = (seen: Seen): Reply => {
		const draftId = seen.query.get('draft_id') ?? '';
		if (!drafts.includes(draftId)) return refused(seen, 2001);
		const files = [`${origin}/output/draft/${draftId}/draft_content.json`];
		return { json: { code: 0, message: textOf(0, seen), files } };
	};

	const activeCount = (seen: Seen): Reply => {
		const count = [...tasks.values()].filter((task) => !isOver(task)).length;
		return { json: { code: 0, message: textOf(0, seen), count } };
	};

	const routes: Readonly<Record<string, (seen: Seen) => Reply>> = {
		[`POST ${API}/gen_video`]: genVideo,
		[`POST ${API}/gen_video_status`]: genVideoStatus,
		[`GET ${API}/get_draft`]: getDraft,
		[`GET ${API}/gen_video_active_count`]: activeCount,
		'GET /cos/2026-11-23/202611230827289fb1c2d3.mp4': () => ({
			bytes: video,
			headers: { 'content-type': 'video/mp4' },
		}),
	};

	const answer = (seen: Seen): Reply => {
		const instead = interference.get(seen.path.split('/').pop() ?? '')?.shift();
		if (instead !== undefined) return instead;
		const route = routes[`${seen.method} ${seen.path}`];
		if (route === undefined) return lost(seen, routes);
		if (seen.method === 'POST' && seen.body === undefined) {
			return refused(
				seen,
				1001,
				seen.bodyText === '' ? ': Field required' : '1: JSON decode error',
			);
		}
		return route(seen);
	};

	const server = await serve(answer);
	origin = server.origin;
	return {
		...server,
		draftUrl: (draftId) => `${origin}${API}/get_draft?draft_id=${draftId}`,
		restart: () => [...tasks].forEach(([url, task]) => isOver(task) || tasks.delete(url)),
		interfere: (path, ...replies) => interference.set(path, [...replies]),
	};
};

const lost = (seen: Seen, routes: Readonly<Record<string, unknown>>): Reply => {
	const known = Object.keys(routes).some((route) => route.endsWith(` ${seen.path}`));
	const [code, detail] = known ? [405, 'Method Not Allowed'] : [404, 'Not Found'];
	return {
		json: { code, message: `HTTP Error ${String(code)}, detail: ${JSON.stringify({ detail })}` },
	};
};

const STAMP = '2026-11-23T08:27:28.543787';

const statusOf = ({ draftUrl, step }: Task, origin: string): Record<string, unknown> => ({
	draft_url: draftUrl,
	video_url: '',
	error_message: '',
	created_at: STAMP,
	started_at: step === 0 ? null : STAMP,
	completed_at: null,
	...stateOf(step, origin),
});

const stateOf = (step: Step, origin: string): Record<string, unknown> => {
	if (typeof step === 'number') {
		return { status: step < 10 ? 'pending' : 'processing', progress: step };
	}
	if (step === 'early') return { status: 'completed', progress: 95 };
	if (step === 'completed') {
		const video_url = `${origin}/cos/2026-11-23/202611230827289fb1c2d3.mp4?q-sign=1`;
		return { status: 'completed', progress: 100, video_url, completed_at: STAMP };
	}
	return { status: 'failed', progress: 0, error_message: step.failed, completed_at: STAMP };
};
