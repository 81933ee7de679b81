/** The editor of the real n8n in a real browser, used as a person uses it. Owns the browser. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type N8n, OWNER, PRODUCT } from './n8nProduct';

interface Locator {
	readonly first: () => Locator;
	readonly last: () => Locator;
	readonly filter: (what: { readonly hasText: string }) => Locator;
	readonly click: () => Promise<void>;
	readonly fill: (text: string) => Promise<void>;
	readonly waitFor: () => Promise<void>;
	readonly innerText: () => Promise<string>;
}

interface Page {
	readonly setDefaultTimeout: (milliseconds: number) => void;
	readonly goto: (
		url: string,
		options: { readonly waitUntil: 'domcontentloaded' },
	) => Promise<unknown>;
	readonly fill: (selector: string, text: string) => Promise<void>;
	readonly click: (selector: string) => Promise<void>;
	readonly waitForURL: (url: RegExp) => Promise<void>;
	readonly waitForFunction: (expression: string) => Promise<unknown>;
	readonly mouse: { readonly move: (x: number, y: number) => Promise<void> };
	readonly locator: (selector: string) => Locator;
	readonly getByText: (text: string | RegExp) => Locator;
	readonly keyboard: {
		readonly type: (text: string) => Promise<void>;
		readonly press: (key: string) => Promise<void>;
	};
	readonly screenshot: (options: {
		readonly path: string;
		readonly type: 'jpeg';
		readonly quality: number;
	}) => Promise<unknown>;
}

interface Browser {
	readonly newPage: (options: object) => Promise<Page>;
	readonly close: () => Promise<void>;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it lies with n8n, outside of this project's packages
const { chromium } = require(join(PRODUCT, 'node_modules/playwright-core')) as {
	readonly chromium: { readonly launch: (options: object) => Promise<Browser> };
};

/** Debian's browser. */
const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-background-networking',
	'--disable-sync',
];
const PATIENCE = 90_000;

/** Whether everything has faded in. */
const STANDS_STILL = `document.getAnimations().every(
	(one) => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity,
)`;

const byId = (id: string): string => `[data-test-id=${id}]`;

/** What a person does in the editor. */
export interface Editor {
	/** Makes the first owner by the form. */
	readonly signUp: () => Promise<void>;
	/** Makes a credential by its form; gives what n8n says of its test. */
	readonly makeCredential: (baseUrl: string) => Promise<string>;
	/** Looks the node up, places it, fills in a draft and runs it; gives what is seen of the output. */
	readonly render: (draftUrl: string) => Promise<string>;
	/** Opens a workflow and gives the text of its canvas. */
	readonly open: (workflow: string, name: string) => Promise<string>;
	/** Opens the chat of a workflow, says something and gives what is answered. */
	readonly chat: (
		workflow: string,
		what: { readonly says: string; readonly picture?: string },
	) => Promise<string>;
	readonly close: () => Promise<void>;
}

const doings = (page: Page, n8n: N8n, picture: (name: string) => Promise<void>) => {
	const go = (path: string): Promise<unknown> =>
		page.goto(n8n.origin + path, { waitUntil: 'domcontentloaded' });
	const signUp = async (): Promise<void> => {
		await go('/setup');
		for (const [name, value] of Object.entries(OWNER))
			await page.fill(`input[name=${name}]`, value);
		await page.click('button:has-text("Next")');
		await page.waitForURL(/\/(assistant|home|workflow)/);
	};
	const makeCredential = async (baseUrl: string): Promise<string> => {
		await go('/home/credentials/create');
		await page.locator(byId('new-credential-type-select')).waitFor();
		await page.keyboard.type('CapCut');
		await page.locator(byId('new-credential-type-select-option')).first().click();
		await page.click(byId('new-credential-type-button'));
		await page.fill(`${byId('parameter-input-baseUrl')} input`, baseUrl);
		await page.click(byId('credential-save-button'));
		const told = page.getByText(/Connection tested successfully|Couldn.t connect/);
		await told.waitFor();
		await picture('credential');
		return (await told.innerText()).trim();
	};
	const render = async (draftUrl: string): Promise<string> => {
		await go('/workflow/new');
		await page.click(byId('node-creator-plus-button'));
		await page.fill(byId('node-creator-search-bar'), 'CapCut');
		await page
			.locator(byId('item-iterator-item'))
			.filter({ hasText: 'CapCut Render' })
			.first()
			.click();
		await page.getByText(/^Actions \(/).click();
		await page.getByText('Render a draft and wait for the video').click();
		await page
			.locator(`${byId('parameter-input-draftUrl')} input`)
			.last()
			.fill(draftUrl);
		await page.click(byId('node-execute-button'));
		await page
			.locator(`${byId('output-panel')} >> text=job_id`)
			.first()
			.waitFor();
		await page.locator(`${byId('output-panel')} ${byId('radio-button-json')}`).click();
		// n8n draws only the fields that are in sight.
		await page
			.locator(`${byId('output-panel')} >> text=video_url`)
			.first()
			.waitFor();
		await picture('node');
		return page.locator(byId('output-panel')).innerText();
	};
	const open = async (workflow: string, name: string): Promise<string> => {
		await go(`/workflow/${workflow}`);
		await page.locator(byId('zoom-to-fit')).waitFor();
		await page.locator('.vue-flow__node').first().waitFor();
		await page.click(byId('zoom-to-fit'));
		// What hangs lowest would lie under the button that runs the workflow.
		await page.click(byId('zoom-out-button'));
		await picture(name);
		return page.locator(byId('canvas')).innerText();
	};
	const chat: Editor['chat'] = async (workflow, { says, picture: name }) => {
		await go(`/workflow/${workflow}`);
		await page.locator('.vue-flow__node').first().waitFor();
		// n8n remembers whether the chat was open.
		const button = page.locator(byId('workflow-chat-button'));
		await button.waitFor();
		if (/open chat/i.test(await button.innerText())) await button.click();
		const input = page.locator(`${byId('canvas-chat')} textarea`).last();
		await input.waitFor();
		await input.fill(says);
		await page.keyboard.press('Enter');
		const answer = page.locator('.chat-message-from-bot:not(.chat-message-typing)').last();
		await answer.waitFor();
		if (name !== undefined) await picture(name);
		return answer.innerText();
	};
	return { signUp, makeCredential, render, open, chat };
};

/** Opens a browser. With `N8N_PICTURES` in the environment, what is seen goes there as JPEG. */
export const openEditor = async (n8n: N8n): Promise<Editor> => {
	const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
	const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
	page.setDefaultTimeout(PATIENCE);
	const folder = process.env['N8N_PICTURES'];
	const picture = async (name: string): Promise<void> => {
		if (folder === undefined) return;
		mkdirSync(folder, { recursive: true });
		await page.mouse.move(0, 0);
		await page.waitForFunction(STANDS_STILL);
		await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 60 });
	};
	return { ...doings(page, n8n, picture), close: () => browser.close() };
};
