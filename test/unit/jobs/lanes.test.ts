import { createLanes } from '../../../render-agent/src/jobs/lanes';

describe('lanes', () => {
	it('are given to what is made ahead only while fewer are taken than there are', () => {
		const lanes = createLanes();
		const first = lanes.spare(2);
		expect(first).toBeDefined();
		expect(lanes.spare(2)).toBeDefined();
		expect(lanes.spare(2)).toBeUndefined();
		first?.();
		expect(lanes.spare(2)).toBeDefined();
	});

	it('are never refused to a render, and none is left beside it', () => {
		const lanes = createLanes();
		lanes.spare(1);
		const free = lanes.take(1);
		expect(lanes.spare(1)).toBeUndefined();
		expect(lanes.spare(2)).toBeUndefined();
		free();
		expect(lanes.spare(2)).toBeDefined();
	});

	it('are given back once, and whoever waits is told', () => {
		const lanes = createLanes();
		const heard: string[] = [];
		const deaf = lanes.onFree(() => heard.push('free'));
		const free = lanes.take(1);
		free();
		free();
		expect(heard).toEqual(['free']);
		lanes.spare(1);
		expect(lanes.spare(1)).toBeUndefined();
		deaf();
		lanes.take(1)();
		expect(heard).toEqual(['free']);
	});
});
