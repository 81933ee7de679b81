/** Services: what is written for systemd and for Windows' task scheduler, and what the system is asked to do. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../render-agent/src/kernel/clock';
import { createAwake } from '../../../render-agent/src/service/awake';
import { taskFile, taskXml } from '../../../render-agent/src/service/scheduledTask';
import { doService, NO_SYSTEMD, type ServiceSite } from '../../../render-agent/src/service/service';
import { unitOf } from '../../../render-agent/src/service/systemd';

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'service-'));
});
afterEach(() => {
	rmSync(home, { recursive: true });
});

const ACTIVE: [number, string] = [3, 'inactive\n'];

const site = (
	platform: NodeJS.Platform,
	answers: Readonly<Record<string, [number, string]>> = {},
	isServed = false,
) => {
	const told = Object.entries({ ...answers, 'systemctl is-active': ACTIVE, ...answers });
	const asked: string[] = [];
	const made: ServiceSite = {
		platform,
		node: '/opt/渲染 agent/runtime/node',
		bin: '/opt/渲染 agent/app/bin/capcut-render-agent.js',
		data: join(home, 'data'),
		clock: systemClock,
		unitFile: join(home, 'agent.service'),
		groupFile: join(home, 'group'),
		isServed: () => Promise.resolve(isServed),
		isRoot: false,
		run: (program, args) => {
			const line = [program, ...args].join(' ');
			asked.push(line);
			const [code, said] = told.find(([start]) => line.startsWith(start))?.[1] ?? [0, ''];
			return Promise.resolve({ code, said });
		},
	};
	return { made, asked };
};

describe('on Linux', () => {
	it('install writes a unit that starts at boot and restarts on failure, and starts it', async () => {
		const { made, asked } = site('linux');
		expect(await doService('install', made)).toMatchObject({
			en: expect.stringContaining('after every boot') as string,
		});
		const unit = readFileSync(join(home, 'agent.service'), 'utf8');
		expect(unit).toContain(
			'ExecStart="/opt/渲染 agent/runtime/node" "/opt/渲染 agent/app/bin/capcut-render-agent.js" serve',
		);
		for (const line of [
			'Restart=on-failure',
			'RestartForceExitStatus=75',
			'WantedBy=multi-user.target',
			'Environment="RENDER_AGENT_DATA=/var/lib/capcut-render-agent"',
		])
			expect(unit.split('\n')).toContain(line);
		expect(unit).not.toContain('SupplementaryGroups');
		expect(asked).toEqual([
			'systemctl is-active capcut-render-agent.service',
			'systemctl daemon-reload',
			'systemctl enable --now capcut-render-agent.service',
		]);
	});

	it('install as a worker has the unit run as one, and not again when the worker was revoked', async () => {
		const { made } = site('linux');
		expect(await doService('install', { ...made, isWorker: true })).toMatchObject({
			en: expect.stringContaining('worker status') as string,
		});
		const unit = readFileSync(join(home, 'agent.service'), 'utf8');
		expect(unit).toContain('app/bin/capcut-render-agent.js" worker run');
		expect(unit.split('\n')).toContain('RestartPreventExitStatus=2');
	});

	it('what systemd would replace in a path is written so that it does not', () => {
		const unit = unitOf({
			node: '/opt/100% "new"/$HOME/node',
			bin: '/a\\b.js',
			args: ['serve'],
			settings: {},
			groups: [],
		});
		expect(unit).toContain('ExecStart="/opt/100%% \\"new\\"/$$HOME/node" "/a\\\\b.js" serve');
	});

	it('the service may use graphics cards where the system has the groups for it', async () => {
		writeFileSync(join(home, 'group'), 'root:x:0:\nvideo:x:44:li\nrendering:x:9:\n');
		await doService('install', site('linux').made);
		expect(readFileSync(join(home, 'agent.service'), 'utf8').split('\n')).toContain(
			'SupplementaryGroups=video',
		);
	});

	it.each(['/home/li/agent/a.js', '/tmp/agent/a.js', '/var/tmp/agent/a.js'])(
		'a folder that the service could not read is refused before anything is written: %s',
		async (bin) => {
			await expect(doService('install', { ...site('linux').made, bin })).rejects.toMatchObject({
				code: 'REQUEST_INVALID',
			});
			expect(existsSync(join(home, 'agent.service'))).toBe(false);
		},
	);

	it('where no systemd runs, install says so and leaves nothing behind', async () => {
		const { made, asked } = site('linux', {
			'systemctl is-active': [1, 'System has not been booted with systemd as init system\n'],
		});
		expect(await doService('install', { ...made, isRoot: true })).toBe(NO_SYSTEMD);
		expect(existsSync(join(home, 'agent.service'))).toBe(false);
		expect(asked).toHaveLength(1);
	});

	it('an installation that systemd refuses is taken back, and root is not told to be root', async () => {
		const { made, asked } = site('linux', { 'systemctl enable': [1, 'Unit is masked\n'] });
		await expect(doService('install', { ...made, isRoot: true })).rejects.toMatchObject({
			object: { en: 'systemctl enable failed (Unit is masked)' },
		});
		expect(existsSync(join(home, 'agent.service'))).toBe(false);
		expect(asked.at(-1)).toBe('systemctl daemon-reload');
	});

	it('a refusal of the system is one sentence with what to do', async () => {
		const { made } = site('linux', {
			'systemctl enable': [1, 'Failed to enable unit: Access denied\n'],
		});
		await expect(doService('install', made)).rejects.toMatchObject({
			object: {
				en: 'systemctl enable failed (Failed to enable unit: Access denied); run this as administrator or root',
			},
		});
	});

	it('status says whether it runs and whether it comes up at boot', async () => {
		const { made } = site('linux', {
			'systemctl is-active': [3, 'inactive\n'],
			'systemctl is-enabled': [0, 'enabled\n'],
		});
		expect(await doService('status', made)).toBe('capcut-render-agent.service: inactive, enabled');
	});

	it.each([
		['runs something else', 'System has not been booted with systemd as init system (PID 1).\n'],
		['cannot be reached', 'Failed to connect to bus: No such file or directory\n'],
		['is not there', 'spawn systemctl ENOENT\n'],
		['says nothing', ''],
	])('status is one sentence where systemd %s', async (_, said) => {
		const { made, asked } = site('linux', { 'systemctl is-active': [1, said] });
		expect(await doService('status', made)).toBe(NO_SYSTEMD);
		expect(asked).toEqual(['systemctl is-active capcut-render-agent.service']);
	});
});

describe('on Windows', () => {
	const task = {
		program: 'C:\\Program Files\\渲染 & agent\\node.exe',
		args: '"C:\\a.js" service run',
		folder: 'C:\\Program Files',
	};

	it('the task starts at boot as SYSTEM, without the limit of 72 hours, on battery too', () => {
		const xml = taskXml(task);
		for (const piece of [
			'<BootTrigger>',
			'<UserId>S-1-5-18</UserId>',
			'<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
			'<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
			'<MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
		])
			expect(xml).toContain(piece);
		expect(xml).toContain('<Command>C:\\Program Files\\渲染 &amp; agent\\node.exe</Command>');
		expect(xml).toContain('<Arguments>&quot;C:\\a.js&quot; service run</Arguments>');
	});

	it('the file is UTF-16 with its mark, as schtasks reads it', () => {
		const file = taskFile(task);
		expect([...file.subarray(0, 2)]).toEqual([0xff, 0xfe]);
		expect(file.subarray(2).toString('utf16le')).toBe(taskXml(task).replaceAll('\n', '\r\n'));
	});

	it('install creates the task from its file and runs it', async () => {
		const { made, asked } = site('win32');
		await doService('install', made);
		expect(asked).toEqual([
			`schtasks /Create /TN CapCut Render Agent /XML ${join(home, 'data', 'service-task.xml')} /F`,
			'schtasks /Run /TN CapCut Render Agent',
		]);
		const xml = readFileSync(join(home, 'data', 'service-task.xml'), 'utf16le');
		expect(xml).toContain(`service run --data &quot;${made.data}&quot;`);
	});

	it('install beside a launcher on the same folder says what to close, and installs nothing', async () => {
		const { made, asked } = site('win32', {}, true);
		await expect(doService('install', made)).rejects.toMatchObject({
			object: { en: expect.stringContaining('close the launcher window first') as string },
		});
		expect(asked).toEqual([]);
	});

	it('install over the service that runs there already is a renewal', async () => {
		const { made, asked } = site('win32', {}, true);
		mkdirSync(made.data);
		writeFileSync(join(made.data, 'service.running'), String(process.pid));
		await doService('install', made);
		expect(asked.at(-1)).toBe('schtasks /Run /TN CapCut Render Agent');
	});

	it('install as a worker has the task run as one', async () => {
		const { made } = site('win32');
		await doService('install', { ...made, isWorker: true });
		const xml = readFileSync(join(home, 'data', 'service-task.xml'), 'utf16le');
		expect(xml).toContain(`service run --worker --data &quot;${made.data}&quot;`);
	});

	it('a task that is not there is said, not thrown', async () => {
		const { made } = site('win32', { 'schtasks /Query': [1, 'ERROR'] });
		expect(await doService('status', made)).toMatchObject({ en: 'The service is not installed.' });
	});
});

it('other systems are told what to do instead', () => {
	return expect(doService('install', site('darwin').made)).rejects.toMatchObject({
		code: 'REQUEST_INVALID',
	});
});

describe('the machine is kept awake', () => {
	const started = () => {
		const log: string[] = [];
		const awake = createAwake('linux', (program) => {
			log.push(`start ${program}`);
			return {
				stdin: undefined,
				stdout: undefined,
				stderr: undefined,
				ended: new Promise(() => undefined),
				said: () => '',
				stop: () => {
					log.push('stop');
				},
			};
		});
		return { awake, log };
	};

	it('as long as one job holds it, by one program', () => {
		const { awake, log } = started();
		const first = awake.hold();
		const second = awake.hold();
		first();
		first();
		expect(log).toEqual(['start systemd-inhibit']);
		second();
		expect(log).toEqual(['start systemd-inhibit', 'stop']);
		awake.hold()();
		expect(log).toHaveLength(4);
	});
});
