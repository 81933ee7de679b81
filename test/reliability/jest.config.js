/** The long look at what may go wrong: run by `npm run test:reliability`, one trial at a time, not part of `npm test`. */
const [{ transform, modulePathIgnorePatterns }] = require('../../jest.config.js').projects;

module.exports = {
	rootDir: `${__dirname}/../..`,
	testMatch: ['<rootDir>/test/reliability/*.trial.ts'],
	transform,
	modulePathIgnorePatterns,
	maxWorkers: 1,
	testTimeout: 3_600_000,
	forceExit: true,
};
