/** What something is called in a draft. */
export interface Called {
	readonly name: string;
	readonly resourceId: string;
}
