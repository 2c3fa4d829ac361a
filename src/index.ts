/** The bundle: `dist/cli.js` and `dist/action.js` are three lines each that call one of these. */
export { action } from './action.ts';
export { cli } from './cli.ts';
