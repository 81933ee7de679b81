/** The agent as a systemd service: the text of its unit, and where it lies. */

/** Name of the service. */
export const UNIT = 'capcut-render-agent.service';
/** Where the unit is written. */
export const UNIT_FILE = `/etc/systemd/system/${UNIT}`;

/** How the agent ends when starting it again cannot help: a setting is wrong, or a worker was revoked. */
export const FAULT_OF_REQUEST = 2;

/** What the unit starts. */
export interface ServiceProgram {
	/** Absolute paths: the Node, and the agent's bin file. */
	readonly node: string;
	readonly bin: string;
	/** What the agent is told to do: `serve`, or `worker run`. */
	readonly args: readonly string[];
	/** Settings that the service gets; the environment of whoever installs it does not count. */
	readonly settings: Readonly<Record<string, string>>;
	/** Groups that the service is in beside its own. */
	readonly groups: readonly string[];
}

/** Those that may use graphics cards: encoders of the hardware need them. */
const GRAPHICS = ['render', 'video'];

/** Which of these groups a machine has, by the text of its `/etc/group`: a unit that names another does not start. */
export const graphicsGroups = (groupFile: string): readonly string[] => {
	const there = new Set(groupFile.split('\n').map((line) => line.split(':')[0]));
	return GRAPHICS.filter((name) => there.has(name));
};

/** A word of ExecStart: quoted, with what systemd would replace doubled. */
const word = (text: string): string =>
	`"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;

const setting = (name: string, value: string): string =>
	`Environment="${name}=${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;

/** The unit: starts at boot, restarts on failure, ends in good order, may write nothing but its own folders. */
export const unitOf = ({ node, bin, args, settings, groups }: ServiceProgram): string =>
	[
		'[Unit]',
		'Description=CapCut Render Agent: renders JianYing/CapCut drafts',
		'After=network-online.target',
		'Wants=network-online.target',
		'',
		'[Service]',
		`ExecStart=${[word(node), word(bin), ...args].join(' ')}`,
		...Object.entries(settings).map(([name, value]) => setting(name, value)),
		'DynamicUser=yes',
		...(groups.length > 0 ? [`SupplementaryGroups=${groups.join(' ')}`] : []),
		'StateDirectory=capcut-render-agent',
		'LogsDirectory=capcut-render-agent',
		'Environment="HOME=/var/lib/capcut-render-agent"',
		'WorkingDirectory=/var/lib/capcut-render-agent',
		'Restart=on-failure',
		'RestartForceExitStatus=75',
		`RestartPreventExitStatus=${String(FAULT_OF_REQUEST)}`,
		'RestartSec=2',
		'TimeoutStopSec=60',
		'KillMode=mixed',
		'NoNewPrivileges=yes',
		'PrivateTmp=yes',
		'ProtectSystem=strict',
		'ProtectKernelTunables=yes',
		'ProtectControlGroups=yes',
		'RestrictSUIDSGID=yes',
		'',
		'[Install]',
		'WantedBy=multi-user.target',
		'',
	].join('\n');
