/** Why the portal does not start, in one sentence for the person at the terminal: shown without a stack trace, exit code 1. */
export class CannotStart extends Error {}
