/** The texts of a bundle that no package brings: what one double-clicks, what one reads first. */
import type { Platform } from './platforms';

const BOM = '\uFEFF';

/** The Windows launcher. ASCII, so that it works under every code page; `%~dp0` is its own folder, with a backslash. */
const WINDOWS_LAUNCHER = `@echo off
setlocal
chcp 65001 >nul
title CapCut Render Agent
if not defined RENDER_AGENT_DATA set "RENDER_AGENT_DATA=%ProgramData%\\capcut-render-agent"
"%~dp0runtime\\node.exe" "%~dp0app\\bin\\capcut-render-agent.js" start %*
if errorlevel 1 pause
endlocal
`;

const WINDOWS_COMMAND = `@echo off
setlocal
if not defined RENDER_AGENT_DATA set "RENDER_AGENT_DATA=%ProgramData%\\capcut-render-agent"
"%~dp0runtime\\node.exe" "%~dp0app\\bin\\capcut-render-agent.js" %*
`;

const LINUX_LAUNCHER = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/runtime/node" "$here/app/bin/capcut-render-agent.js" start "$@"
`;

const LINUX_COMMAND = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/runtime/node" "$here/app/bin/capcut-render-agent.js" "$@"
`;

const readme = (start: string, command: string, windows: boolean): string => `CapCut Render Agent
===================

在自己的电脑上把剪映 / CapCut 草稿渲染成视频，由 n8n、Coze、Dify 等工作流调用。
无需安装剪映，无需联网账号。

1. ${windows ? '把整个压缩包解压到一个固定的文件夹（不要在压缩包里直接运行）。' : '解压到一个固定的文件夹；要安装为服务，请解压到 /opt。'}
2. ${windows ? `双击 ${start}` : `运行 ./${start}`}。浏览器会打开一个页面：服务是否正常、生成密钥、试渲染示例草稿、
   以及应填到 n8n 凭据里的地址。
3. 希望开机自动运行：${windows ? '以管理员身份打开命令提示符，进入此文件夹，运行' : '运行 sudo'} ${command} service install

${windows ? `缺少 ffmpeg 时：${command} ffmpeg install（会下载并校验），或 winget install Gyan.FFmpeg。\n` : ''}其他命令：${command} --help；检查环境：${command} doctor

------------------------------------------------------------------------------

Renders JianYing / CapCut drafts to video on your own machine, for n8n, Coze, Dify and
other workflows. No JianYing, no account.

1. ${windows ? 'Unpack the whole zip into a folder that stays (do not run it inside the zip).' : 'Unpack it into a folder that stays; for a service, below /opt.'}
2. ${windows ? `Double-click ${start}` : `Run ./${start}`}. A page opens in the browser: whether the agent runs, its first
   key, a sample to render, and what to put into the n8n credential.
3. To have it run whenever the machine runs: ${windows ? 'open a command prompt as administrator, go to this folder and run' : 'run'}
   ${windows ? '' : 'sudo '}${command} service install

${windows ? `If ffmpeg is missing: ${command} ffmpeg install (downloads and checks it), or\nwinget install Gyan.FFmpeg.\n` : ''}All commands: ${command} --help; what is there and what is missing: ${command} doctor

Licenses: LICENSE, NOTICE and the folder licenses. A package keeps its own text beside it; of one whose
publisher packed none, package.json names the license and README.md is kept. Where the source of ffmpeg
and ffprobe is to be had: NOTICE.
What is inside: sbom.cdx.json (CycloneDX).
`;

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

/** The written files of a bundle, by name. */
export const writtenFiles = ({ os }: Platform): Readonly<Record<string, string>> =>
	os === 'win32'
		? {
				'CapCut Render Agent.cmd': crlf(WINDOWS_LAUNCHER),
				'capcut-render-agent.cmd': crlf(WINDOWS_COMMAND),
				'README.txt':
					BOM + crlf(readme('CapCut Render Agent.cmd', 'capcut-render-agent.cmd', true)),
			}
		: {
				'start.sh': LINUX_LAUNCHER,
				'capcut-render-agent.sh': LINUX_COMMAND,
				'README.txt': readme('start.sh', './capcut-render-agent.sh', false),
			};
