// Run on Windows or under Wine: held-files.cjs DIST HOLD.EXE FOLDER. Files that another program has open are moved and removed
// as config/heldFiles promises; without it they are refused, which is tried too.
'use strict';
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { rename, rm } = require('node:fs/promises');
const { join, resolve } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const [dist, holder, folder] = process.argv.slice(2);
const { clearAway, move, remove } = require(join(resolve(dist), 'config/heldFiles.js'));

/** Has a program hold the file for so long; resolves when it does. */
const hold = async (file, milliseconds) => {
	const child = spawn(holder, [file, String(milliseconds)], { stdio: 'ignore' });
	for (let waited = 0; !existsSync(`${file}.held`); waited += 20) {
		assert(waited < 5000, `${holder} does not hold ${file}`);
		await sleep(20);
	}
	return child;
};

const written = (name, text) => {
	writeFileSync(join(folder, name), text);
	return join(folder, name);
};

const REFUSED = { code: /^(EBUSY|EPERM|EACCES|ENOTEMPTY)$/ };

const main = async () => {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(join(folder, 'work'), { recursive: true });
	const [made, old] = [written('made.mp4', 'new'), written('视频 old.mp4', 'old')];
	await hold(old, 1500);
	await assert.rejects(rename(made, old), REFUSED, 'the file is not held');
	await move(made, old);
	assert.equal(readFileSync(old, 'utf8'), 'new');

	const chunk = written('work/chunk.mp4', 'chunk');
	await hold(chunk, 700);
	await assert.rejects(rm(join(folder, 'work'), { recursive: true }), REFUSED);
	await remove(join(folder, 'work'));
	assert(!existsSync(join(folder, 'work')));

	const player = await hold(old, 60_000);
	assert.equal(await clearAway(old), false);
	assert.equal(readFileSync(old, 'utf8'), 'new');
	player.kill();
	assert.equal(await clearAway(old), true);
	assert(!existsSync(old));
	console.log('held files: as promised');
};

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
