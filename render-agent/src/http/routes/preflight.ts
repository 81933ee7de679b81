/** preflight: what would become of a draft, without rendering it. */
import { draftAddressOf } from '../../jobs/draftKey';
import { jobOptions } from '../../jobs/job';
import { preflightView, preflightViewOf } from '../preflightView';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';
import { genVideoBody, unknownOptions } from './genVideo';

/** The route of preflights. */
export const preflightRoute = ({ preflight }: ServerParts): Route =>
	route(
		{
			method: 'POST',
			path: '/v1/preflight',
			name: 'preflight',
			summary:
				'Says, without rendering, how true the video will be to the draft, which media are missing, and whether a render with these options would fail.',
			scope: 'submit',
			gives: preflightView,
		},
		{
			body: genVideoBody,
			before: ({ draft_url }) => {
				draftAddressOf(draft_url);
			},
		},
		async ({ body, language, request, gone }) => {
			const work = { draft: draftAddressOf(body.draft_url), options: jobOptions.parse(body) };
			const found = await preflight(work, gone);
			return preflightViewOf(
				found,
				unknownOptions(request.body, Object.keys(genVideoBody.shape)),
				language,
			);
		},
	);
