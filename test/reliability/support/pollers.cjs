// Asks for the status of a job again and again, from a process of its own so that it holds up nobody but itself:
// `node pollers.cjs <url> <job> <count> <milliseconds between, or "asked": as the answers say>`. Tells what came when it is sent a message.
'use strict';
const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');

const [, , url, job, count, between] = process.argv;
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(count) });
const body = JSON.stringify({ job_id: job });
const options = {
	method: 'POST',
	agent,
	headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
};
const waits = [];
let failed = 0;
let isOver = false;

const asked = () =>
	new Promise((resolve) => {
		const began = performance.now();
		const request = http.request(url, options, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (piece) => (text += piece));
			response.on('end', () => {
				waits.push(performance.now() - began);
				resolve(JSON.parse(text));
			});
		});
		request.on('error', () => resolve({}));
		request.end(body);
	});

const pauseAfter = ({ next_poll_seconds: seconds }) =>
	between === 'asked' ? (seconds ?? 3) * 1000 : Number(between);

const poll = async () => {
	// They did not all begin in the same moment.
	await sleep(Math.random() * pauseAfter({}));
	while (!isOver) {
		const answer = await asked();
		if (answer.job_id !== job) failed += 1;
		await sleep(pauseAfter(answer));
	}
};

for (let n = 0; n < Number(count); n += 1) void poll();

process.once('message', () => {
	isOver = true;
	process.send({ waits, failed }, () => process.exit());
});
process.send('ready');
