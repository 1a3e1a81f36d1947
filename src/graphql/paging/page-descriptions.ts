/** Of the two arguments that every list has. */
export const pageDescriptions = {
  first: 'How many to return at most, from 1 to 1,000.',
  after: 'The cursor after which to begin: `pageInfo.endCursor` of the page before.',
} as const;
