import { z } from 'zod/v4';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import type { PostAnswer, Send, Sending } from '../../../render-agent/src/net/post';
import {
	createGateway,
	isPassing,
	untilAnswered,
	waitBefore,
} from '../../../render-agent/src/worker/gateway';
import { createFakeClock } from '../../support/fakeClock';

const NEVER = new AbortController().signal;

const gatewayThat = (send: Send) =>
	createGateway({ url: 'https://gw.example', credential: 'cw_x', language: 'en', send });

const answerOf = (status: number, text: string, headers = {}): PostAnswer => ({
	...{ status, headers, text },
	start: Buffer.from(text),
});

const answering = (status: number, body: unknown, headers = {}): Send => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return () => Promise.resolve(answerOf(status, text, headers));
};

const asked = (send: Send) =>
	gatewayThat(send).ask({ path: '/pull', body: {}, gives: z.object({ n: z.number() }) }, NEVER);

describe('a question to the gateway', () => {
	it('goes to its address with the credential, and gives what the schema says', async () => {
		let sent: Sending | undefined;
		const send: Send = (sending) => {
			sent = sending;
			return Promise.resolve(answerOf(200, '{"code":0,"n":7}'));
		};
		expect(await asked(send)).toEqual({ n: 7 });
		expect(sent).toMatchObject({
			method: 'POST',
			url: 'https://gw.example/v1/worker/pull',
			headers: { authorization: 'Bearer cw_x', 'content-type': 'application/json' },
			body: '{}',
		});
	});

	it.each([
		['nobody answers', () => Promise.reject(new AgentError('DELIVERY_UNREACHABLE'))],
		['a page of another server', answering(200, '<html>')],
		['an answer that is none of ours', answering(200, { n: 'seven' })],
		['an error of a proxy', answering(502, 'Bad Gateway')],
		['an agent without workers', answering(404, { code: 404, error_code: 'REQUEST_INVALID' })],
	] as const)('is GATEWAY_UNREACHABLE when there is %s', async (_what, send) => {
		const error: unknown = await asked(send).catch((cause: unknown) => cause);
		expect(error).toMatchObject({ code: 'GATEWAY_UNREACHABLE' });
		expect(isPassing(error)).toBe(true);
	});

	it('says where an address has moved to', async () => {
		const moved = answering(301, '', { location: 'https://www.gw.example/' });
		await expect(asked(moved)).rejects.toMatchObject({
			object: {
				en: 'https://gw.example (HTTP 301 → https://www.gw.example/: no gateway of this kind answers there)',
			},
		});
	});

	it('is refused in the words of the gateway, its sentence not said twice', async () => {
		const body = { code: 2914, error_code: 'LEASE_LOST', message: 'Lost', detail: 'Lost: j_1' };
		const error: unknown = await asked(answering(409, body)).catch((cause: unknown) => cause);
		expect(error).toMatchObject({ code: 'LEASE_LOST', object: 'j_1' });
		expect(isPassing(error)).toBe(false);
	});
});

describe('asking until there is an answer', () => {
	it('waits longer each time, by lot, half a minute at most', () => {
		const least = [0, 1, 2, 3, 9].map((tried) => waitBefore(tried, () => 0));
		const most = [0, 1, 2, 3, 9].map((tried) => waitBefore(tried, () => 1));
		expect(least).toEqual([500, 1000, 2000, 4000, 15_000]);
		expect(most).toEqual([1000, 2000, 4000, 8000, 30_000]);
	});

	it('goes on while the gateway is gone, and stops at a no', async () => {
		const clock = createFakeClock();
		const answers = ['GATEWAY_UNREACHABLE', 'BUSY', 'LEASE_LOST'] as const;
		let turn = 0;
		const ask = (): Promise<never> => Promise.reject(new AgentError(answers[turn++] ?? 'INTERNAL'));
		const ended = untilAnswered(ask, clock, NEVER).catch((cause: unknown) => cause);
		for (let i = 0; i < 5; i += 1) await clock.advance(2_000);
		expect(await ended).toMatchObject({ code: 'LEASE_LOST' });
		expect(turn).toBe(3);
	});
});
