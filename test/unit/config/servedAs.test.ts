import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeWorkerCode } from '../../../render-agent/src/cli/worker';
import { loadSettings } from '../../../render-agent/src/config/load';
import { keepServedAs, servedAsIn } from '../../../render-agent/src/config/servedAs';

let data: string;
beforeEach(() => {
	data = mkdtempSync(join(tmpdir(), 'served-'));
});
afterEach(() => {
	rmSync(data, { recursive: true, force: true });
});

const said = (environment: Readonly<Record<string, string>> = {}): string => {
	const lines: string[] = [];
	const voice = {
		language: 'en' as const,
		line: (text: string) => lines.push(text),
		progress: () => undefined,
	};
	const settings = loadSettings({
		environment: { RENDER_AGENT_DATA: data, ...environment },
		folder: data,
	});
	makeWorkerCode(settings, { voice });
	return lines.join('\n');
};

it('a code made beside a gateway names the address that the gateway was started with', () => {
	keepServedAs(data, { host: '0.0.0.0', port: 30123, publicUrl: 'https://render.example.com' });
	expect(said()).toMatch(/ --gateway https:\/\/render\.example\.com --code /);
	expect(said()).not.toContain('Mind:');
});

it('what the command itself is told goes before it', () => {
	keepServedAs(data, { host: '0.0.0.0', port: 30123, publicUrl: 'https://render.example.com' });
	expect(said({ RENDER_AGENT_PUBLIC_URL: 'https://other.example' })).toContain(
		' --gateway https://other.example ',
	);
});

it('a gateway that answers its own machine only is told so, at its own port', () => {
	keepServedAs(data, { host: '127.0.0.1', port: 30123, publicUrl: undefined });
	expect(said()).toMatch(/--gateway http:\/\/127\.0\.0\.1:30123 [^]*Mind: /);
});

it.each(['', '{', '{"host":7}'])('a file that says %j counts as none', (text) => {
	writeFileSync(join(data, 'served-as.json'), text);
	expect(servedAsIn(data)).toBeUndefined();
	expect(said()).toContain(' --code ');
});
