/** How commands are told: as the agent is called where they are read. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachedAt } from '../../../render-agent/src/cli/setup';
import { asCalledHere, programName, typedElsewhere } from '../../../render-agent/src/config/called';

it.each([
	['node.exe', '.\\capcut-render-agent.cmd'],
	['node', './capcut-render-agent.sh'],
	['none', 'capcut-render-agent'],
])('a folder with runtime/%s is called by %s', (runtime, name) => {
	const folder = mkdtempSync(join(tmpdir(), 'called-'));
	mkdirSync(join(folder, 'runtime'));
	writeFileSync(join(folder, 'runtime', runtime), '');
	expect(programName(folder)).toBe(name);
	rmSync(folder, { recursive: true });
});

it('commands in a sentence are told so; names of folders, and commands for npm, stay', () => {
	const told = (text: string): string => asCalledHere(text, './a.sh');
	expect(told('请运行 capcut-render-agent worker run。')).toBe('请运行 ./a.sh worker run。');
	expect(
		told('RENDER_AGENT_DATA=/var/lib/capcut-render-agent capcut-render-agent keys create'),
	).toBe('RENDER_AGENT_DATA=/var/lib/capcut-render-agent ./a.sh keys create');
	expect(told('npx capcut-render-agent worker run')).toBe('npx capcut-render-agent worker run');
	expect(asCalledHere('capcut-render-agent doctor')).toBe('capcut-render-agent doctor');
});

it('a command for another machine is told in the form of each', () => {
	const typed = typedElsewhere({ zh: '那里', en: 'There' }, 'worker run');
	expect(typed.map(({ command }) => command)).toEqual([
		'npx capcut-render-agent worker run',
		'./capcut-render-agent.sh worker run',
		'.\\capcut-render-agent.cmd worker run',
	]);
});

it.each([
	['0.0.0.0', ['192.168.1.5', '10.0.0.2'], 'http://192.168.1.5:30100'],
	['10.0.0.2', ['192.168.1.5', '10.0.0.2'], 'http://10.0.0.2:30100'],
	['0.0.0.0', [], undefined],
	['127.0.0.1', ['192.168.1.5'], undefined],
])(
	'workers reach an agent that listens on %s, on a machine with %j, at %s',
	(host, addresses, at) => {
		expect(reachedAt({ host, port: 30_100, publicUrl: undefined }, addresses)).toBe(at);
		const publicUrl = 'https://render.example';
		expect(reachedAt({ host, port: 30_100, publicUrl }, addresses)).toBe(publicUrl);
	},
);
