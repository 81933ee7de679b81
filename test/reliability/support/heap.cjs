// Loaded before the agent (`node -r`): tells, when it is asked, what the agent holds when all garbage is gone.
'use strict';
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

if (isMainThread) {
	process.on('message', () => {
		// What has a finalizer goes with the second time.
		collect();
		setImmediate(() => {
			collect();
			const { heapUsed, external, rss } = process.memoryUsage();
			process.send?.({ held: heapUsed + external, resident: rss });
		});
	});
	process.channel?.unref();
}
