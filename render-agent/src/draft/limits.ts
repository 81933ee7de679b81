/** How large a draft may be. Beyond these numbers nobody edits by hand, and a machine would only be kept busy. */

/** Bytes of a draft's JSON. */
export const MAX_BYTES = 32 * 1024 * 1024;
/** Objects and arrays inside each other. */
export const MAX_NESTING = 64;
/** Length of the timeline and of every place on it. Microseconds: 4 hours. */
export const MAX_LENGTH = 4 * 3600 * 1_000_000;
/** Places in media. Microseconds: the app writes 3 hours for pictures that have no end. */
export const MAX_MEDIA_TIME = 100 * 3600 * 1_000_000;
/** The longer side of the canvas in pixels. */
export const MAX_LONG_SIDE = 7680;
/** The shorter side of the canvas in pixels. */
export const MAX_SHORT_SIDE = 4320;
/** The shorter side of the canvas at least, in pixels. */
export const MIN_SIDE = 16;
/** Frames a second. */
export const MAX_RATE = 120;
/** Frames of the whole video: 4 hours at 60 a second. */
export const MAX_FRAMES = 4 * 3600 * 60;
/** How many tracks a draft may have. */
export const MAX_TRACKS = 200;
/** How many segments, those of compound clips counted as often as they are used. */
export const MAX_SEGMENTS = 10_000;
/** How many materials a draft has, those of each compound clip counted apart. The app writes up to twelve for a segment. */
export const MAX_MATERIALS = 120_000;
/** How many materials all segments refer to, those of compound clips counted as often as they are used. */
export const MAX_REFERENCES = 120_000;
/** How many keyframes all segments have together. */
export const MAX_KEYFRAMES = 100_000;
/** How many clips may be seen at one moment. */
export const MAX_OVERLAYS = 600;
/** Characters of one caption, its styles included. */
export const MAX_TEXT = 400_000;
/** Compound clips inside each other. */
export const MAX_COMPOUND_DEPTH = 8;
