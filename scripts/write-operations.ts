/** Writes docs/operations.md from the schema of the settings. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod/v4';
import { FOREIGN_SETTINGS, OWN_SETTINGS } from '../render-agent/src/config/schema';

/** Where the document lies. */
export const OPERATIONS_FILE = join(__dirname, '../docs/operations.md');

const HEAD = `# Settings of the render agent

Settings are read from the environment, and below it from a \`.env\` file in the folder in which the agent is started.
An empty value counts as unset. An unknown name that starts with \`RENDER_AGENT_\` stops the start, with the nearest known name.

| setting | default | what it does |
|---|---|---|
`;

const FOREIGN = `
## Names that others made

| setting | what it does |
|---|---|
`;

const TAIL = `
## The data folder

\`RENDER_AGENT_DATA\` holds everything; back it up or delete it as one.

| in it | what |
|---|---|
| \`agent.sqlite\` | jobs, their history, callbacks still to be sent, digests of API keys |
| \`agent.sqlite-used\` | says that \`agent.sqlite\` was in use: one that is empty beside it stops the start instead of beginning anew without its keys |
| \`backups/\` | copies of \`agent.sqlite\` from before each upgrade of its tables, the newest five |
| \`drafts/\` | drafts that were uploaded as zips |
| \`cache/\` | downloaded media; in \`parts\` what comes just now, and for a day unfinished downloads of 1 MiB or more, which a later job goes on with: they count for \`RENDER_AGENT_CACHE_GB\` too |
| \`videos/\` | finished videos, until \`RENDER_AGENT_RETENTION_DAYS\` or \`RENDER_AGENT_DISK_QUOTA_GB\` |
| \`work/\` | one folder for each running job, gone when it ends |
| \`renders/\` | the same for renders of the command line |
| \`checks/\` | drafts that are looked at before they are accepted |
| \`agent.lock\` | held by the agent that runs on the folder |
| \`reserve\` | room kept back, so that the end of a job can be written when the disk is full; made again by itself |
| \`settings.env\` | what the first-start page keeps, below the environment and a \`.env\` file |
| \`served-as.json\` | where the agent listened when it was started last, for \`worker code\` |
| \`chunks/\` | finished chunks, by what they were made from |
| \`link-secret\`, \`callback-secret\` | sign links and callbacks; \`capcut-render-agent keys rotate-links\` puts a new secret before the one in use, whose links go on working until the next time |

The folder belongs to the processes of one machine, or of one container: they know by their numbers which of them still runs. A command that is run on it from a second container or machine may take away a download that the first is just making; run it inside the first (\`docker exec\`).

## Restarts

One agent runs on a data folder; a second one is refused. Stopping the agent puts running jobs back into the queue. After a crash they start again with the next start, from what was downloaded: whole files, and the beginnings of others whose servers say that the file is still the same.
Waiting jobs go on. A job that took ten agents down with it fails. Every state that a job reaches is written down with its time and never rewritten: \`history\` of \`GET /v1/jobs/{id}\`.

## Upgrades

A newer agent brings \`agent.sqlite\` up to date when it starts: all steps or none, after it has put a copy into \`backups/\`. Jobs, keys and links go on. An older agent refuses
the file of a newer one; to go back, put the copy in its place. After an end that was none (a crash, a power cut) the file is looked through before anything is
written; one that is damaged stops the start with the name of the copy to use.

## Disks that fill up

Submissions are answered as \`DISK_FULL\` while less than \`RENDER_AGENT_MIN_FREE_GB\` is free, and a job fails as \`DISK_FULL\` before its first frame when what it is likely to
take does not fit beside that. One that takes more goes on while there is room; with less than that free it ends as \`DISK_FULL\`, and so does one whose disk fills up otherwise. Its folder is removed first, and the next job goes on when there is room.

## Callbacks

\`callback_url\` of gen_video is called as [Standard Webhooks](https://www.standardwebhooks.com) says: \`webhook-id\`, \`webhook-timestamp\`, \`webhook-signature: v1,<base64>\`,
signed with \`RENDER_AGENT_CALLBACK_SECRET\`, or with the content of \`callback-secret\` (base64). Anything but 2xx is tried again after 10 s, 1 m, 5 m, 30 m, 2 h and 8 h;
410 ends it. \`POST /v1/jobs/{id}/deliver\` sends what was given up. A message may arrive twice: \`webhook-id\` tells. Progress is sent once and not repeated.
`;

const defaultOf = (schema: z.ZodType): string => {
	const value: unknown = schema.parse(undefined);
	if (value === undefined || (Array.isArray(value) && value.length === 0)) return 'unset';
	return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
};

const cell = (text: string | undefined): string => (text ?? '').replaceAll('|', '\\|');

const entriesOf = (settings: Readonly<Record<string, z.ZodType>>): [string, z.ZodType][] =>
	Object.entries(settings);

/** The document, as it should be in the file. */
export const operationsText = (): string => {
	const own = entriesOf(OWN_SETTINGS).map(
		([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${cell(schema.description)} |`,
	);
	const foreign = entriesOf(FOREIGN_SETTINGS).map(
		([name, schema]) => `| \`${name}\` | ${cell(schema.description)} |`,
	);
	return `${HEAD}${own.join('\n')}\n${FOREIGN}${foreign.join('\n')}\n${TAIL}`;
};

if (require.main === module) writeFileSync(OPERATIONS_FILE, operationsText());
