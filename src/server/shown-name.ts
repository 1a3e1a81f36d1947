/** Names as people give them; long ones with digits in them may be keys that were pasted in the wrong place. */
const plain = /^(?:[A-Za-z_.![\]]{1,40}|[\w.![\]]{1,7})$/;

/** A name of the document, as a message may repeat it; three dots in place of one that may be a key. */
export const shownName = (name: string): string => (plain.test(name) ? name : '...');
