// The first-start page. The token comes in the address behind #, where no server and no log sees it.
const ZH = navigator.language.toLowerCase().startsWith('zh');
const TEXTS = {
	machine: ['这台电脑', 'This machine'],
	keyTitle: ['API 密钥', 'API key'],
	keyWhy: [
		'n8n 用它证明自己可以使用这台电脑。没有密钥时，只有本机可以访问。',
		'With it n8n shows that it may use this machine. As long as there is none, only this machine itself gets in.',
	],
	makeKey: ['生成密钥', 'Make a key'],
	keyOnce: [
		'只显示这一次：请复制到 n8n 凭据 “CapCut Render API” 的 API Key。',
		'Shown this once: copy it into API Key of the n8n credential “CapCut Render API”.',
	],
	copy: ['复制', 'Copy'],
	copied: ['已复制', 'Copied'],
	sampleTitle: ['试渲染', 'Try it'],
	sampleWhy: [
		'渲染一个 6 秒的示例草稿，确认这台电脑可以工作。',
		'Renders a sample draft of six seconds, to see that this machine works.',
	],
	render: ['渲染示例', 'Render the sample'],
	reachTitle: ['连接 n8n', 'Connect n8n'],
	reachWhy: ['n8n 运行在哪里？', 'Where does n8n run?'],
	same: ['这台电脑', 'On this PC'],
	docker: ['这台电脑的 Docker', 'In Docker on this PC'],
	lan: ['局域网的另一台电脑', 'On another PC here'],
	cloud: ['云端', 'In the cloud'],
	baseUrl: ['Base URL', 'Base URL'],
	opened: ['已允许其他机器访问。', 'Other machines may reach the agent.'],
	closed: [
		'服务现在只接受本机访问，需要先允许其他机器。',
		'The agent answers this machine only; let other machines in first.',
	],
	openIt: ['允许其他机器访问', 'Let other machines in'],
	needKey: ['请先在第 1 步生成密钥。', 'Make a key in step 1 first.'],
	restarting: ['正在重新启动…', 'Starting again …'],
	restartYourself: ['已保存，请重新启动服务。', 'Kept; start the agent again.'],
	checkTitle: ['n8n 连上了吗？', 'Does n8n get through?'],
	checkWhy: [
		'在 n8n 的凭据里点 Test，这里会立刻显示是否连上。',
		'Press Test in the n8n credential: it shows here at once.',
	],
	nobody: ['还没有人调用过。', 'Nobody has called yet.'],
	calledGood: ['连接成功', 'got through'],
	calledKey: ['密钥缺失或不正确', 'came without a key or with a wrong one'],
	calledHost: [
		'使用了未允许的主机名，请设置 RENDER_AGENT_ALLOW_HOSTS=',
		'called by a name that is not allowed; set RENDER_AGENT_ALLOW_HOSTS=',
	],
	calledOther: ['收到答复', 'was answered with'],
	workersTitle: ['工作机', 'Workers'],
	workersWhy: [
		'其他电脑可以作为工作机替这台服务渲染：它们主动来领取任务，不需要公网地址。',
		'Other machines can render for this agent as workers: they come for jobs, and need no public address.',
	],
	makeCode: ['登记一台工作机', 'Enrol a worker'],
	codeOnce: [
		'请在 15 分钟内，在那台电脑上运行；登记码只能使用一次。地址须是那台电脑能访问到的本服务地址。',
		'Run it on that machine within 15 minutes; the code works once. The address must be one by which that machine reaches this agent.',
	],
	noWorkers: ['还没有工作机。', 'There are no workers yet.'],
	runs: ['服务正在运行，可以渲染。', 'The agent runs and can render.'],
	gone: ['服务没有运行，请重新打开启动器。', 'The agent does not run: open the launcher again.'],
	stranger: [
		'请从启动器打开此页面，或运行渲染程序的 open 命令。',
		'Open this page by the launcher, or by the agent’s command open.',
	],
	encoders: ['编码器', 'Encoders'],
	data: ['数据目录', 'Data folder'],
	unused: ['未使用过', 'not used yet'],
	used: ['最近使用', 'last used'],
	revoked: ['已吊销', 'revoked'],
};
const text = (name) => TEXTS[name][ZH ? 0 : 1];
const at = (id) => document.getElementById(id);

const kept = sessionStorage.getItem('token');
const token = decodeURIComponent(location.hash.slice(1)) || kept || '';
if (location.hash) {
	sessionStorage.setItem('token', token);
	history.replaceState(null, '', location.pathname);
}

const ask = async (path, body) => {
	const answer = await fetch(`/setup/${path}`, {
		method: body ? 'POST' : 'GET',
		headers: {
			'x-setup-token': token,
			'accept-language': ZH ? 'zh' : 'en',
			...(body && { 'content-type': 'application/json' }),
		},
		...(body && { body: JSON.stringify(body) }),
	});
	const said = await answer.json();
	if (!answer.ok) throw Object.assign(new Error(said.detail), { status: answer.status });
	return said;
};

const element = (name, content, className = '') => {
	const made = document.createElement(name);
	made.textContent = content;
	made.className = className;
	return made;
};
const fill = (id, lines) => at(id).replaceChildren(...lines);

let shownPlace = 'same';
let state;

const showMachine = () => {
	const { ffmpeg, encoders, data, node, platform } = state;
	const lines = [
		ffmpeg ? `ffmpeg ${ffmpeg.version} (${ffmpeg.origin})` : '',
		encoders ? `${text('encoders')}: ${encoders.join(', ')}` : '',
		`${text('data')}: ${data}`,
		`Node ${node}, ${platform}`,
	];
	fill(
		'machine',
		lines.filter(Boolean).map((line) => element('li', line)),
	);
};

const showKeys = () => {
	const lines = state.keys.map(({ id, name, last_used_at: last, revoked }) => {
		const used = last ? `${text('used')} ${new Date(last).toLocaleString()}` : text('unused');
		return element('li', `cr_${id}_…  ${name}, ${revoked ? text('revoked') : used}`);
	});
	fill('keys', lines);
};

const copyButton = (value) => {
	const button = element('button', text('copy'));
	button.dataset.copy = 'value';
	button.addEventListener('click', () => copy(button, value));
	return button;
};

const openButton = () => {
	const button = element('button', text('openIt'));
	button.id = 'open';
	button.disabled = !state.keys.some(({ revoked }) => !revoked);
	button.addEventListener('click', async () => {
		button.disabled = true;
		const { restarting } = await ask('reach', { open: true });
		button.textContent = text(restarting ? 'restarting' : 'restartYourself');
	});
	return button;
};

const commandLines = (commands) =>
	commands.map(({ where, command }) => {
		const line = element('p', '', 'copy');
		line.append(`${where}: `, element('code', command), copyButton(command));
		return line;
	});

const showPlace = () => {
	const { addresses, open, advice, commands } = state.reach.find(
		({ place }) => place === shownPlace,
	);
	const parts = [element('p', advice)];
	for (const address of addresses) {
		const line = element('p', '', 'copy');
		line.append(`${text('baseUrl')}: `, element('code', address), copyButton(address));
		parts.push(line);
	}
	parts.push(...commandLines(commands));
	if (!open && shownPlace !== 'cloud') {
		parts.push(element('p', text('closed'), 'bad'), openButton());
		if (!state.keys.length) parts.push(element('p', text('needKey'), 'note'));
	}
	if (open && shownPlace !== 'same') parts.push(element('p', text('opened'), 'good'));
	fill('place', parts);
};

const showWorkers = () => {
	const lines = state.workers.map(({ worker_id: id, name, platform, doing }) =>
		element('li', [`${name} (${id})`, platform, doing].filter(Boolean).join(', ')),
	);
	fill('workers', lines.length ? lines : [element('li', text('noWorkers'))]);
};

const showPlaces = () => {
	const buttons = state.reach.map(({ place }) => {
		const button = element('button', text(place));
		button.setAttribute('role', 'tab');
		button.setAttribute('aria-selected', String(place === shownPlace));
		button.addEventListener('click', () => {
			shownPlace = place;
			showPlaces();
		});
		return button;
	});
	fill('places', buttons);
	showPlace();
};

const contactLine = ({ at: when, address, host, status }) => {
	const who = `${new Date(when).toLocaleTimeString()}  ${address}`;
	if (status < 300) return element('li', `✓ ${who}: ${text('calledGood')}`, 'good');
	if (status === 401) return element('li', `✗ ${who}: ${text('calledKey')}`, 'bad');
	if (status === 421)
		return element('li', `✗ ${who}: ${text('calledHost')}${host.split(':')[0]}`, 'bad');
	return element('li', `${who}: ${text('calledOther')} ${status}`);
};

const showContacts = () => {
	const lines = state.contacts.slice(0, 5).map(contactLine);
	fill('contacts', lines.length ? lines : [element('li', text('nobody'))]);
};

const say = (words, isGood) => {
	at('status').textContent = words;
	at('status').className = `status ${isGood ? 'good' : 'bad'}`;
};

let drawn = '';
const refresh = async () => {
	try {
		state = await ask('state');
	} catch (error) {
		say(error.status === 403 ? text('stranger') : text('gone'), false);
		return;
	}
	say(state.problem ?? text('runs'), !state.problem);
	at('version').textContent = state.version;
	showContacts();
	const now = JSON.stringify({ ...state, contacts: null });
	if (now === drawn) return;
	drawn = now;
	showMachine();
	showKeys();
	showWorkers();
	showPlaces();
};

const copy = async (button, value) => {
	await navigator.clipboard.writeText(value);
	button.textContent = text('copied');
	setTimeout(() => (button.textContent = text('copy')), 1500);
};

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const renderSample = async () => {
	at('render').disabled = true;
	at('progress').hidden = false;
	try {
		const { job_id: id } = await ask('sample', {});
		for (;;) {
			const job = await ask(`sample/${id}`);
			at('progress').value = job.progress;
			at('phase').textContent = job.phase_text;
			if (job.status === 'failed') throw new Error(`${job.error_message} ${job.hint ?? ''}`);
			if (job.status === 'completed') {
				const { pathname, search } = new URL(job.video_url);
				at('video').src = pathname + search;
				at('video').hidden = false;
				at('phase').textContent = '✓';
				break;
			}
			await wait(400);
		}
	} catch (error) {
		at('phase').textContent = error.message;
	} finally {
		at('render').disabled = false;
	}
};

document.documentElement.lang = ZH ? 'zh' : 'en';
for (const one of document.querySelectorAll('[data-text]'))
	one.textContent = text(one.dataset.text);
at('make-key').addEventListener('click', async () => {
	const { secret } = await ask('key', { name: 'n8n' });
	at('secret').textContent = secret;
	at('new-key').hidden = false;
	await refresh();
});
at('make-code').addEventListener('click', async () => {
	const { commands, note } = await ask('worker', {});
	fill('worker-commands', [
		...commandLines(commands),
		...(note ? [element('p', note, 'bad')] : []),
	]);
	at('new-code').hidden = false;
});
for (const button of document.querySelectorAll('[data-copy]'))
	button.addEventListener('click', ({ target }) =>
		copy(target, at(target.dataset.copy).textContent),
	);
at('render').addEventListener('click', renderSample);
refresh();
setInterval(refresh, 1500);
