/** Finished videos, by links that are signed and expire. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { z } from 'zod/v4';
import { contentTypeOf, videosIn } from '../../jobs/deliverVideo';
import { AgentError } from '../../kernel/errors';
import { byteRangeOf } from '../byteRange';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';

const NAME = /^[A-Za-z0-9_-]+(\.[a-z0-9]+){1,2}$/;

const REFUSALS = {
	forged: {
		zh: '链接签名无效，请使用任务状态中的 video_url',
		en: 'the signature of the link is wrong; use video_url as the status of the job shows it',
	},
	expired: {
		zh: '链接已过期，请重新查询任务状态或重新提交',
		en: 'the link has expired; ask for the status of the job again, or submit the draft again',
	},
} as const;

const sizeOf = async (file: string, name: string): Promise<number> => {
	try {
		return (await stat(file)).size;
	} catch (cause) {
		throw new AgentError('JOB_NOT_FOUND', {
			object: { zh: `视频 ${name} 已被清理`, en: `the video ${name} is no longer kept` },
			cause,
		});
	}
};

const send = async (reply: FastifyReply, file: string, bytes: number): Promise<void> => {
	const { method, headers } = reply.request;
	const range = byteRangeOf(headers.range, bytes);
	if (range === 'impossible') {
		await reply
			.code(416)
			.header('content-range', `bytes */${String(bytes)}`)
			.send();
		return;
	}
	const { first, last } = range === 'whole' ? { first: 0, last: bytes - 1 } : range;
	reply.header('content-length', last - first + 1);
	if (range !== 'whole') {
		const part = `bytes ${String(first)}-${String(last)}/${String(bytes)}`;
		reply.code(206).header('content-range', part);
	}
	if (method === 'HEAD') await reply.send();
	else await reply.send(createReadStream(file, { start: first, end: last }));
};

/** The route of finished videos. */
export const videoRoute = ({ links, clock, settings }: ServerParts): Route =>
	route(
		{
			method: 'GET',
			path: '/videos/:name',
			name: 'get_video',
			summary: 'Gives a finished video, whole or by Range. The link is signed and expires.',
			scope: undefined,
			gives: 'video/mp4',
		},
		{
			params: z.object({ name: z.string().describe('Name of the file.') }),
			query: z.object({
				expires: z.string().default('').describe('Seconds since 1970 at which the link dies.'),
				signature: z.string().default('').describe('As video_url has it.'),
			}),
		},
		async ({ params: { name }, query, reply }) => {
			const verdict = links.check({ name, ...query }, clock.now());
			if (verdict !== 'good' || !NAME.test(name)) {
				const object = REFUSALS[verdict === 'expired' ? 'expired' : 'forged'];
				throw new AgentError('FORBIDDEN', { object, hint: { scope: 'video_url' } });
			}
			const file = join(videosIn(settings.data), name);
			const bytes = await sizeOf(file, name);
			reply
				.type(contentTypeOf(name))
				.header('accept-ranges', 'bytes')
				.header('cache-control', 'private, max-age=3600')
				.header('content-disposition', `inline; filename="${name}"`)
				.header('x-content-type-options', 'nosniff');
			await send(reply, file, bytes);
			return undefined;
		},
	);
