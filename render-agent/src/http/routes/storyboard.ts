/** storyboard: a contact sheet of a draft, or one of its frames, without rendering the video. */
import { z } from 'zod/v4';
import { storyboardOptions, wishOf } from '../../config/storyboardOptions';
import { AgentError } from '../../kernel/errors';
import { draftAddressOf } from '../../jobs/draftKey';
import { jobOptions } from '../../jobs/job';
import { keepPicture } from '../../jobs/keptPictures';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';
import { genVideoBody, unknownIn } from './genVideo';

/** The body of storyboard: that of gen_video, and what is to be seen. */
const storyboardBody = genVideoBody.extend({
	...storyboardOptions.shape,
	answer: z
		.enum(['png', 'json'])
		.default('png')
		.describe('png: the picture itself; json: its address, size and times. Default png.'),
});

/** A picture has no place for warnings: what is not known is refused. @throws {AgentError} REQUEST_INVALID */
const refuseUnknown = (sent: object): void => {
	const shown = unknownIn(sent, Object.keys(storyboardBody.shape));
	if (shown.length === 0) return;
	const own = [...Object.keys(storyboardOptions.shape), 'answer'];
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: `${shown.join('、')} 不是分镜的参数，可用：${own.join('、')}，以及 gen_video 的参数`,
			en: `a storyboard knows no ${shown.join(', no ')}; use ${own.join(', ')} and the options of gen_video`,
		},
	});
};

/** A picture on the wire when JSON is asked for. */
const storyboardView = z.object({
	image_url: z.string().describe('Address of the picture. The link is signed and expires.'),
	width: z.number().int(),
	height: z.number().int(),
	times: z.array(z.number()).describe('The moments that it shows. Seconds.'),
});

/** The route of storyboards. */
export const storyboardRoute = ({ storyboard, links, clock, settings }: ServerParts): Route =>
	route(
		{
			method: 'POST',
			path: '/v1/storyboard',
			name: 'storyboard',
			summary:
				'Draws a contact sheet of a draft with the time under each frame, or one frame alone, without rendering the video. X-Frame-Times has the times in seconds.',
			scope: 'submit',
			gives: storyboardView,
			orGives: 'image/png',
		},
		{
			body: storyboardBody,
			before: (sent) => {
				draftAddressOf(sent['draft_url']);
				refuseUnknown(sent);
			},
		},
		async ({ body, base, gone, reply }) => {
			const work = { draft: draftAddressOf(body.draft_url), options: jobOptions.parse(body) };
			const { png, width, height, times } = await storyboard(work, wishOf(body), gone);
			if (body.answer === 'json') {
				const kept = await keepPicture(png, { data: settings.data, now: clock.now() });
				return { image_url: base + links.pathOf(kept.name, kept.expires), width, height, times };
			}
			await reply
				.type('image/png')
				.header('x-frame-times', times.join(', '))
				.header('content-disposition', 'inline; filename="storyboard.png"')
				.header('x-content-type-options', 'nosniff')
				.send(png);
			return undefined;
		},
	);
