/** What was to be sealed under a data key came after that key was replaced and destroyed. */
export class DataKeyGone extends Error {}
