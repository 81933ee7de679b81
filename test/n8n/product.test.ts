/** The real n8n with our package from its tarball, against the real agent. One n8n for all of it: starting takes most of the time. */
import { describeEditor } from './editor';
import { describeHanging } from './hanging';
import { describeSameFile } from './sameFile';
import { describeTrigger } from './trigger';
import { describeWorkflows } from './workflows';
import { startWorld, type World } from './world';

/** n8n starts, is driven and waits for its own clock, beside whatever else the machine does; what hangs is found all the same. */
jest.setTimeout(300_000);

let world: World | undefined;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(() => world?.close());

const started = (): World => {
	if (!world) throw new Error('n8n and the agent did not start');
	return world;
};

describeEditor(started);
describeWorkflows(started);
describeSameFile(started);
describeTrigger(started);
describeHanging(started);
