/** How long nobody has used a Windows PC: by its last input, or, for a service, by the sessions of those who are logged in. */
import type { IdleQuestion } from './idleQuestion';

const SCRIPT = [
	'$m = Add-Type -PassThru -Name Idle -Namespace Capcut -MemberDefinition \'[StructLayout(LayoutKind.Sequential)] public struct LII { public uint cbSize; public uint dwTime; } [DllImport("user32.dll")] static extern bool GetLastInputInfo(ref LII p); public static uint Get() { LII i = new LII(); i.cbSize = 8; GetLastInputInfo(ref i); return unchecked((uint)Environment.TickCount - i.dwTime); }\'',
	"if ((Get-Process -Id $PID).SessionId -eq 0) { 'sessions'; quser 2>$null } else { 'input'; ($m | Where-Object Name -eq 'Idle')::Get() }",
].join('; ');

const MINUTE = 60_000;

/** An idle time as quser shows it: `.` or `none`, `7`, `1:32`, `2+03:15`. Milliseconds. */
const idleTime = (text: string): number | undefined => {
	if (text === '.' || /^(none|无)$/i.test(text)) return 0;
	const [, days = '0', hours = '0', minutes] = /^(?:(\d+)\+)?(?:(\d+):)?(\d+)$/.exec(text) ?? [];
	if (minutes === undefined) return undefined;
	return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * MINUTE;
};

/** The session that was used last; one without a name of its own is disconnected and counts by its idle time too. */
const leastIdle = (lines: readonly string[]): number => {
	const times = lines.slice(1).flatMap((line) => {
		// … ID, state, idle time, logon time: the id is the only bare number before a word and a time.
		const found = /\s\d+\s+\S+\s+(\.|none|无|(?:\d+\+)?(?:\d+:)?\d+)\s+\d/i.exec(line)?.[1];
		return found === undefined ? [] : (idleTime(found) ?? []);
	});
	// Nobody is logged in.
	return times.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...times);
};

/** The question and how its answer is read. */
export const WINDOWS_IDLE: IdleQuestion = {
	program: 'powershell',
	args: ['-NoProfile', '-NonInteractive', '-Command', SCRIPT],
	idleOf: (printed) => {
		const [kind, ...lines] = printed.split(/\r?\n/).filter((line) => line.trim() !== '');
		if (kind?.trim() === 'sessions') return leastIdle(lines);
		const milliseconds = Number(lines[0]);
		return kind?.trim() === 'input' && Number.isFinite(milliseconds) ? milliseconds : undefined;
	},
};
