/** Loaded before the laws: in CI they draw the same lots each time, so that a change is judged and not the luck of a day. */
import fc from 'fast-check';

if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20_261_126 });
