/** Where the files of a job can be opened, as it is now: links are made anew each time, so that none dies while its job lives. */
import type { DeliveryTarget } from '../deliver/target';
import { namesOf } from './deliverVideo';
import type { Delivery, Job, KeptVideo } from './job';
import { targetOf, type Targets } from './targetBook';

/** The deliveries of a job, and what can be opened there. */
export interface Delivered {
	/** As they are stored, with links that live where a target gives some. */
	readonly delivery: readonly Delivery[];
	/** The first link to a kept file that whoever is told it can open; undefined where no target gives one. */
	readonly linkTo: (name: string) => string | undefined;
}

const targetIn = (
	targets: Targets,
	{ target }: Delivery,
	{ options }: Job,
): DeliveryTarget | undefined => {
	try {
		return targetOf(targets, target, options.deliver);
	} catch {
		// A target that is set up no more answers for no link; the agent's own works.
		return undefined;
	}
};

/** A link, by the name of the kept file. */
type Link = readonly [name: string, link: string];

const freshOf = (
	delivery: Delivery,
	{ id, video }: Job & { readonly video: KeptVideo },
	target: DeliveryTarget,
): { readonly delivery: Delivery; readonly links: readonly Link[] } => {
	const links: Link[] = [];
	const fresh = (name: string | undefined, url: string): string => {
		const link =
			name === undefined ? undefined : target.linkTo?.(namesOf({ id, video }, name), url);
		if (name !== undefined && link !== undefined) links.push([name, link]);
		return link ?? url;
	};
	const files = delivery.files.map((file) => ({ ...file, url: fresh(file.name, file.url) }));
	const url = delivery.url === null ? null : fresh(video.name, delivery.url);
	return { delivery: { ...delivery, url, files }, links };
};

/** Where a worker says that it has put a video: only its targets know how links to it are made. */
const asTold = ({ delivery }: Job, { name: video }: KeptVideo): Delivered => {
	const url = delivery.find((one) => one.state === 'done' && one.url !== null)?.url ?? undefined;
	return { delivery, linkTo: (name) => (name === video ? url : undefined) };
};

/** The deliveries of a job as they are now. */
export const deliveredOf = (targets: Targets, job: Job): Delivered => {
	const { video } = job;
	if (!video) return { delivery: job.delivery, linkTo: () => undefined };
	if (video.elsewhere === true) return asTold(job, video);
	const links = new Map<string, string>();
	const delivery = job.delivery.map((one) => {
		const target = one.state === 'done' ? targetIn(targets, one, job) : undefined;
		if (!target) return one;
		const fresh = freshOf(one, { ...job, video }, target);
		for (const [name, link] of fresh.links) if (!links.has(name)) links.set(name, link);
		return fresh.delivery;
	});
	return { delivery, linkTo: (name) => links.get(name) };
};
