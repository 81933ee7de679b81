/** Webhooks in SQLite, and the messages that a change of a job puts into the outbox for them. */
import { randomBytes } from 'node:crypto';
import {
	type Webhook,
	WEBHOOK_EVENTS,
	type WebhookEvent,
	type Webhooks,
} from '../../callbacks/webhooks';
import { AgentError } from '../../kernel/errors';
import { randomName } from '../../kernel/ids';
import type { Database, Row } from './database';

const LIMIT = 100;
const SECRET_BYTES = 32;

/** Message ids, secrets and rights of the webhooks that want to know of an event of a job. */
const TELLING = `
	INSERT INTO outbox (id, job, type, url, at, next_at, webhook)
	SELECT 'msg_' || lower(hex(randomblob(13))), :job, :type, webhook.url, :now, :now, webhook.id
	FROM webhook JOIN job ON job.id = :job
	WHERE instr(webhook.events, :event) > 0
		AND (webhook.everybody = 1 OR webhook.owner = job.owner)
		AND (webhook.owner = '' OR EXISTS (
			SELECT 1 FROM api_key WHERE api_key.id = webhook.owner AND api_key.revoked_at IS NULL
		))`;

/** Puts a message for every webhook that wants it into the outbox; part of the change that it tells about. */
export const tellWebhooks = (
	db: Database,
	{ id, now }: { readonly id: string; readonly now: number },
	event: WebhookEvent,
): void => {
	db.run(TELLING, { job: id, type: `job.${event}`, event, now });
};

const isEvent = (text: string): text is WebhookEvent => WEBHOOK_EVENTS.some((one) => one === text);

const webhookOf = (row: Row): Webhook => ({
	id: String(row['id']),
	owner: String(row['owner']),
	everybody: row['everybody'] === 1,
	url: String(row['url']),
	events: String(row['events']).split(' ').filter(isEvent),
	createdAt: Number(row['created_at']),
});

const tooMany = (): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: {
			zh: `回调地址已有 ${String(LIMIT)} 个，请先删除不用的`,
			en: `there are ${String(LIMIT)} webhooks already; delete those that nobody needs`,
		},
	});

const whose = (owner: string | undefined): string =>
	owner === undefined ? '' : 'AND owner = :owner';

const valuesOf = (owner: string | undefined): Record<string, string> =>
	owner === undefined ? {} : { owner };

/** The webhooks in the agent's file. */
export const createWebhooks = (db: Database): Webhooks => {
	const list: Webhooks['list'] = (owner) =>
		db
			.all(`SELECT * FROM webhook WHERE 1 = 1 ${whose(owner)} ORDER BY seq`, valuesOf(owner))
			.map(webhookOf);
	const remove: Webhooks['remove'] = (id, owner) =>
		db.transaction(() => {
			const values = { id, ...valuesOf(owner) };
			const removed = db.run(`DELETE FROM webhook WHERE id = :id ${whose(owner)}`, values);
			if (removed > 0) db.run('DELETE FROM outbox WHERE webhook = :id', { id });
			return removed > 0;
		});
	const create: Webhooks['create'] = ({ owner, everybody, url, events }, now) =>
		db.transaction(() => {
			for (const old of list(owner))
				if (old.url === url && old.events.join() === events.join()) remove(old.id, owner);
			if (list(owner).length >= LIMIT) throw tooMany();
			const id = `wh_${randomName(16)}`;
			const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
			db.run(
				`INSERT INTO webhook (id, owner, everybody, url, events, secret, created_at)
					VALUES (:id, :owner, :everybody, :url, :events, :secret, :now)`,
				{ id, owner, everybody: everybody ? 1 : 0, url, events: events.join(' '), secret, now },
			);
			return { webhook: { id, owner, everybody, url, events, createdAt: now }, secret };
		});
	return { create, list, remove };
};
