/** The shared suite against the stand-ins of both kinds of service. */
import { startAgentStandIn, type Ending } from '../support/agentStandIn';
import { startHostedService } from '../support/hostedService';
import { describeVideoOperations, type VideoService } from '../support/videoOperations';

const VIDEO = Buffer.alloc(3_000_000, 'frames ');
const idOf = (n: number): string => `20261123082728${n.toString(16).padStart(8, '0')}`;
const UNKNOWN = idOf(0xdead);

const agent = async (path: string): Promise<VideoService> => {
	let next = 0;
	const drafts: Record<string, Ending> = { [idOf(99)]: 'never' };
	const standIn = await startAgentStandIn({ drafts, video: VIDEO, key: 'cr_abcdefgh_key' });
	return {
		kind: 'agent',
		credential: { baseUrl: `${standIn.origin}${path}`, apiKey: 'cr_abcdefgh_key' },
		goodDraft: () => {
			drafts[idOf(++next)] = 'completed';
			return standIn.draftUrl(idOf(next));
		},
		unknownDraft: standIn.draftUrl(UNKNOWN),
		slowDraft: () => standIn.draftUrl(idOf(99)),
		close: standIn.close,
	};
};

const hosted = async (): Promise<VideoService> => {
	let next = 0;
	const key = '0b7e2f7a-9f5c-4f1e-8a51-2f6f0c9f1a11';
	const drafts: string[] = [];
	const standIn = await startHostedService({
		drafts,
		video: VIDEO,
		points: { [key]: 100 },
		steps: [70, 'completed'],
	});
	return {
		kind: 'hosted',
		credential: { baseUrl: `${standIn.origin}/`, apiKey: key },
		goodDraft: () => {
			drafts.push(idOf(++next));
			return standIn.draftUrl(idOf(next));
		},
		unknownDraft: standIn.draftUrl(UNKNOWN),
		close: standIn.close,
	};
};

describeVideoOperations('the plain style of our agent', () => agent(''));
describeVideoOperations('the flat style of our agent', () => agent('/flat'));
describeVideoOperations('the hosted service', hosted);
