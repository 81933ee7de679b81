/** What voice changers and sound scenes do to a sound: what drafts ask for is mapped to these. Draws nothing, knows no filter. */

/**
 * A changed voice, at full strength. Rates are in hertz, pitches in semitones (above 0 is higher, the length stays),
 * everything else runs 0…1.
 */
export type VoiceLook =
	/** Higher or lower. `formant`: the timbre goes along by so many semitones, as of a smaller or larger body. */
	| { readonly family: 'pitch'; readonly semitones: number; readonly formant: number }
	/** A machine: the voice on one tone of `hertz`, `share` of it beside the natural one. */
	| { readonly family: 'robot'; readonly hertz: number; readonly share: number }
	/** Drawn to the nearest notes, as singers of electronic music are. */
	| { readonly family: 'tuned'; readonly strength: number }
	/** Loudness that beats. */
	| { readonly family: 'tremolo'; readonly hertz: number; readonly depth: number }
	/** Pitch that wavers. */
	| { readonly family: 'vibrato'; readonly hertz: number; readonly depth: number }
	/** Several voices at once, each a little late and off. `voices`: 2…5. */
	| { readonly family: 'chorus'; readonly voices: number; readonly depth: number }
	/** Overdriven. */
	| { readonly family: 'distortion'; readonly drive: number }
	/** Few steps and samples, as of old game machines. `bits`: 2…16, `hertz`: samples a second. */
	| { readonly family: 'crush'; readonly bits: number; readonly hertz: number }
	/** Several one after another. */
	| { readonly family: 'voices'; readonly looks: readonly VoiceLook[] };

/** What is heard around a voice and was not there. */
export type Ambience = 'rain' | 'wind' | 'crackle' | 'hiss';

/** A place or device through which a sound is heard, at full strength. Times are seconds, shares run 0…1. */
export type RoomLook =
	/** Repeats, each after `delay` and `decay` times as loud. */
	| { readonly family: 'echo'; readonly delay: number; readonly decay: number }
	/** A hall that rings for `seconds`; `share` of what is heard is the hall. */
	| { readonly family: 'reverb'; readonly seconds: number; readonly share: number }
	/** Only what lies between `low` and `high` hertz, overdriven by `drive`: telephones, radios, megaphones. */
	| {
			readonly family: 'band';
			readonly low: number;
			readonly high: number;
			readonly drive: number;
	  }
	/** Behind a wall or beneath water: nothing above `high` hertz; `waver` of the pitch. */
	| { readonly family: 'muffled'; readonly high: number; readonly waver: number }
	/** Louder or softer by so many decibels below 200 Hz, around 2 kHz and above 6 kHz. */
	| {
			readonly family: 'tone';
			readonly bass: number;
			readonly presence: number;
			readonly treble: number;
	  }
	/** Wanders from ear to ear once in `seconds`. */
	| { readonly family: 'orbit'; readonly seconds: number }
	/** One side softer: `side` −1 leaves only the left one, 1 only the right one. */
	| { readonly family: 'balance'; readonly side: number }
	/** All of it to one side: `side` −1 is wholly left, 1 wholly right; nothing is lost. */
	| { readonly family: 'pan'; readonly side: number }
	/** The two sides further apart. */
	| { readonly family: 'wide'; readonly by: number }
	/** The speed of a tape or disk that is not even, `hertz` times a second. */
	| { readonly family: 'flutter'; readonly hertz: number; readonly depth: number }
	/** Something is heard beside it; `level` is how loud against the sound. */
	| { readonly family: 'ambience'; readonly kind: Ambience; readonly level: number }
	/** Several one after another. */
	| { readonly family: 'rooms'; readonly looks: readonly RoomLook[] };

/** What a draft asks of a sound beside its volume and speed. */
export type SoundLook = VoiceLook | RoomLook;

/** A look and how far the sound goes to it. */
export interface SoundChange {
	readonly look: SoundLook;
	/** 0…1; 0 leaves the sound as it is. */
	readonly amount: number;
}
