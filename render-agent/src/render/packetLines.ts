/** Reads ffprobe's lines of a stream: what its packets promise, what came of them, and what its decoder complains of. Pure. */

/** What is asked of ffprobe, beside a file and a stream. Complaints come with the frame behind their packet. */
export const PACKET_QUESTION: readonly string[] = [
	...['-v', 'error', '-of', 'csv', '-show_log', '16', '-show_entries'],
	[
		'packet=pts_time,dts_time,duration_time,flags',
		'frame=best_effort_timestamp_time',
		'log=context,category,level,message',
		'format=start_time',
	].join(':'),
];

/** A packet of a stream. Seconds. */
export interface Packet {
	/** When its picture or sound is due, and how long that lasts. */
	readonly at: number;
	readonly lasts: number;
	/** Whether anything of it is to come: some are decoded and not shown. */
	readonly isDue: boolean;
	/** Whether it can be decoded by itself. */
	readonly isKey: boolean;
	/** Whether its decoder has made up what it could not read. */
	isMadeUp: boolean;
}

/** What a stream promised, and what of it came. Seconds. */
export interface Read {
	/** In the order of decoding. */
	readonly packets: readonly Packet[];
	/** Moments, ascending. */
	readonly came: readonly number[];
	readonly starts: number;
}

/** What decoders say where a part of a picture cannot be read and another stands in for it. Whole files give cause for other words. */
const MADE_UP = new RegExp(
	[
		'error while decoding MB',
		'Error at MB',
		String.raw`\b(damaged|concealing)\b`,
		'Error splitting the input into NAL units',
		'decode_slice_header error',
		String.raw`error count: \d`,
		'cu_qp_delta .* outside the valid range',
		'CABAC_MAX_BIN',
	].join('|'),
	'u',
);

/** What the reader of Matroska says where it finds no packet and looks for the next: recordings that break off give cause for other words. */
const NO_PACKET = new RegExp(
	[
		'invalid as first byte of an EBML number',
		'exceeds containing master element',
		'Invalid track number',
		'Invalid EBML number',
	].join('|'),
	'u',
);

/** Whether the reader of a file passed over packets that it could not find, by what it said. */
export const passesOver = (said: string): boolean => NO_PACKET.test(said);

const numberIn = (text: string | undefined): number | undefined => {
	const value = Number.parseFloat(text ?? '');
	return Number.isFinite(value) ? value : undefined;
};

const packetOf = ([, shown, decoded, lasts, flags = 'D']: readonly string[]): Packet => ({
	at: numberIn(shown) ?? numberIn(decoded) ?? 0,
	lasts: numberIn(lasts) ?? 0,
	isDue: !flags.includes('D'),
	isKey: flags.includes('K'),
	isMadeUp: false,
});

/** Reads the answer to `PACKET_QUESTION`. */
export const readPackets = (printed: string): Read => {
	const packets: Packet[] = [];
	const came: number[] = [];
	let starts = 0;
	for (const line of printed.split('\n')) {
		const words = line.split(',');
		const [kind, first] = words;
		if (kind === 'packet') packets.push(packetOf(words));
		else if (kind === 'frame') came.push(numberIn(first) ?? Number.NaN);
		else if (kind === 'format') starts = numberIn(first) ?? 0;
		const last = packets.at(-1);
		if (last && kind !== 'packet' && MADE_UP.test(line)) last.isMadeUp = true;
	}
	const moments = came.filter((at) => !Number.isNaN(at)).sort((one, other) => one - other);
	return { packets, came: moments, starts };
};
