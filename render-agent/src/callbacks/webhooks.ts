/** The port of webhooks: addresses that are told about every job of a caller, until they are removed. */

/** What a webhook may be told about. */
export const WEBHOOK_EVENTS = ['completed', 'failed'] as const;

/** One kind of event. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** A webhook as it is listed; its secret is shown once, when it is made. Times are milliseconds since 1970. */
export interface Webhook {
	readonly id: string;
	/** Id of the key that made it; empty when no key was asked for. */
	readonly owner: string;
	/** Whether it is told about the jobs of all callers. */
	readonly everybody: boolean;
	readonly url: string;
	readonly events: readonly WebhookEvent[];
	readonly createdAt: number;
}

/** What is needed for a new webhook. */
export type NewWebhook = Omit<Webhook, 'id' | 'createdAt'>;

/** Where webhooks are kept. */
export interface Webhooks {
	/**
	 * A new webhook; the same address, events and owner give it anew with another secret. `secret` signs what is sent to it
	 * (Standard Webhooks) and cannot be had again.
	 * @throws {AgentError} REQUEST_INVALID when the owner has too many
	 */
	readonly create: (
		webhook: NewWebhook,
		now: number,
	) => { readonly webhook: Webhook; readonly secret: string };
	/** Those of an owner, or all; oldest first. */
	readonly list: (owner: string | undefined) => readonly Webhook[];
	/** Removes one, with the messages that wait for it. False when there is none of that id and owner. */
	readonly remove: (id: string, owner: string | undefined) => boolean;
}
