/** Ends the benchmark with one sentence where Node is too old. Imported first, before anything that an old Node can't load. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
	process.stderr.write(
		`The benchmark needs Node 22.13 or newer and this is ${process.versions.node}: install one from nodejs.org.\n`,
	);
	process.exit(1);
}
