// Loaded before the agent (`node -r`): wraps what it is made of, so that a trial can kill it at a named place or let its
// n-th operation fail. The agent knows nothing of it, and no word of it is in what is shipped.
'use strict';
const { join } = require('node:path');
const childProcess = require('node:child_process');
const files = require('node:fs/promises');
const net = require('node:net');
const sqlite = require('node:sqlite');
const { getEnvironmentData, isMainThread, setEnvironmentData } = require('node:worker_threads');

const DIST = join(__dirname, '../../../render-agent/dist');
const DATA = process.env.RENDER_AGENT_DATA ?? '';
const module_ = (path) => require(join(DIST, path));

/** Shared by all threads: the kinds that may fail, the number of the operation that does, how many there were, its kind. */
const shared = new Int32Array(
	isMainThread ? new SharedArrayBuffer(16) : getEnvironmentData('faults'),
);
if (isMainThread) setEnvironmentData('faults', shared.buffer);
const [KINDS, TARGET, COUNT, FIRED] = [0, 1, 2, 3];
const KIND = { file: 1, program: 2, network: 4, store: 8 };

const strikes = (kind, what) => {
	if ((Atomics.load(shared, KINDS) & kind) === 0) return false;
	if (Atomics.add(shared, COUNT, 1) + 1 !== Atomics.load(shared, TARGET)) return false;
	Atomics.store(shared, FIRED, kind);
	process.stderr.write(`failpoint: ${what}\n`);
	return true;
};

const fault = (code, syscall) =>
	Object.assign(new Error(`${code}: made to fail, ${syscall}`), { code, syscall });

/** Every other file operation finds the disk full, the others find it broken. */
const fileFault = (syscall) =>
	fault(Atomics.load(shared, TARGET) % 2 === 0 ? 'ENOSPC' : 'EIO', syscall);

const inData = (path) => typeof path === 'string' && path.startsWith(DATA);

for (const name of ['open', 'writeFile', 'rename', 'mkdir', 'copyFile', 'link', 'utimes']) {
	const real = files[name];
	files[name] = async (...args) => {
		if (args.some(inData) && strikes(KIND.file, `${name} ${args.find(inData)}`))
			throw fileFault(name);
		return real(...args);
	};
}

void files.open(__filename).then(async (handle) => {
	const proto = Object.getPrototypeOf(handle);
	for (const name of ['write', 'writeFile', 'sync', 'truncate']) {
		const real = proto[name];
		proto[name] = async function (...args) {
			if (strikes(KIND.file, `FileHandle.${name}`)) throw fileFault(name);
			return real.apply(this, args);
		};
	}
	await handle.close();
});

const spawn = childProcess.spawn;
childProcess.spawn = (program, ...rest) =>
	strikes(KIND.program, `spawn ${program}`)
		? spawn(join(DATA, 'no-such-program'), ...rest)
		: spawn(program, ...rest);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
	if (!strikes(KIND.network, 'connect')) return connect.apply(this, args);
	process.nextTick(() => this.destroy(fault('ECONNRESET', 'connect')));
	return this;
};

const SQLITE = { full: 13, ioerr: 10 };
const storeFault = () => {
	const errcode = Atomics.load(shared, TARGET) % 2 === 0 ? SQLITE.full : SQLITE.ioerr;
	return Object.assign(new Error('made to fail'), { code: 'ERR_SQLITE_ERROR', errcode });
};
const run = sqlite.StatementSync.prototype.run;
sqlite.StatementSync.prototype.run = function (...args) {
	if (strikes(KIND.store, 'store')) throw storeFault();
	return run.apply(this, args);
};

if (isMainThread) {
	process.on('message', ({ kinds = 0, target = 0 }) => {
		Atomics.store(shared, KINDS, 0);
		const was = { count: Atomics.load(shared, COUNT), fired: Atomics.load(shared, FIRED) };
		Atomics.store(shared, COUNT, 0);
		Atomics.store(shared, FIRED, 0);
		Atomics.store(shared, TARGET, target);
		Atomics.store(shared, KINDS, kinds);
		process.send?.(was);
	});
	process.channel?.unref();
}

const DEADLY = process.env.FAILPOINT;
/** Ends the agent as `kill -9` does, when this is the place. */
const reach = (place) => {
	if (place === DEADLY) process.kill(process.pid, 'SIGKILL');
};

const around = (name, real, { before, after }) =>
	function (...args) {
		if (before) reach(before(...args));
		const result = real.apply(this, args);
		if (!after) return result;
		if (!(result instanceof Promise)) {
			reach(after(...args));
			return result;
		}
		return result.then((value) => {
			reach(after(...args));
			return value;
		});
	};

const wrap = (path, name, places) => {
	const owner = module_(path);
	owner[name] = around(name, owner[name], places);
};

const wrapMade = (path, name, methods) => {
	const owner = module_(path);
	const real = owner[name];
	owner[name] = (...args) => {
		const made = { ...real(...args) };
		for (const [method, places] of Object.entries(methods))
			made[method] = around(method, made[method], places);
		return made;
	};
};

if (DEADLY !== undefined && isMainThread) {
	const to = (_lease, state) => state;
	wrapMade('jobs/stores/sqliteJobStore', 'createJobStore', {
		submit: { after: () => 'accepted' },
		claim: { after: () => 'claimed' },
		step: { before: (...args) => `before ${to(...args)}`, after: to },
		complete: { before: () => 'before completed', after: () => 'completed' },
	});
	wrap('assets/fetchDraft', 'fetchDraft', { after: () => 'draft fetched' });
	wrap('assets/fetchAssets', 'fetchAssets', { after: () => 'media fetched' });
	wrap('render/joining', 'join', { before: () => 'before joined', after: () => 'joined' });
	wrap('render/quality/checkVideo', 'checkVideo', { after: () => 'verified' });
	wrapMade('deliver/targets/localFolder', 'localFolder', { put: { after: () => 'kept' } });
	wrapMade('deliver/targets/multipartPost', 'multipartPost', {
		put: { before: () => 'before uploaded', after: () => 'uploaded' },
	});
	wrapMade('net/post', 'createPost', {
		postJson: { before: () => 'before called back', after: () => 'called back' },
	});
}
