/** The delivery targets of the settings, opened. */
import type { Settings } from '../config/schema';
import { openTarget } from '../deliver/openTarget';
import type { Targets } from '../jobs/targetBook';
import { createUploadTurns, type UploadTurns } from '../jobs/uploadTurns';
import type { Clock } from '../kernel/clock';
import { createPost, type Post } from '../net/post';

/**
 * The targets of the settings, which are the operator's word: their addresses are asked wherever they lie. Targets that
 * requests bring along are guarded as drafts are.
 */
export const targetsOf = (
	{ delivery, retentionDays }: Settings,
	post: Post,
	clock: Clock,
): Targets => {
	const trusted = createPost({ allow: 'everything', clock });
	const common = { clock, linkDays: retentionDays };
	return {
		targets: Object.entries(delivery.targets).map(([name, target]) =>
			openTarget(name, target, { ...common, send: trusted.send, isOwn: true }),
		),
		presetTargets: delivery.preset,
		sentTargets: {
			kinds: delivery.sentKinds,
			open: (name, target) => openTarget(name, target, { ...common, send: post.send }),
		},
	};
};

/** The turns of uploads to the targets of the settings. */
export const turnsOf = (
	{ delivery, deliveryTimeLimitSeconds: seconds }: Settings,
	clock: Clock,
): UploadTurns => createUploadTurns(clock, { seconds, own: Object.keys(delivery.targets) });
