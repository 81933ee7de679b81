/** Writes the demo's lines: plain ones, and one that is written over where the output is a terminal. */
const { stdout } = process;

/** Writes a line. */
export const say = (line = ''): void => {
	stdout.write(`${line}\n`);
};

/** A line that changes in place; where the output is no terminal, every tenth per cent gets its own line. */
export const livingLine = (): {
	readonly show: (line: string, share: number) => void;
	readonly end: () => void;
} => {
	let [shown, tenth] = ['', -1];
	const show = (line: string, share: number): void => {
		if (line === shown) return;
		shown = line;
		if (stdout.isTTY) stdout.write(`\r\u001b[2K      ${line.slice(0, stdout.columns - 7)}`);
		else if (Math.floor(share * 10) > tenth) {
			tenth = Math.floor(share * 10);
			say(`      ${line}`);
		}
	};
	const end = (): void => {
		if (stdout.isTTY && shown !== '') stdout.write('\n');
	};
	return { show, end };
};
