/** Where the demo starts: what somebody in a hurry writes, with parameters that not every provider takes. */
export const demoPrompt = {
  system: [
    'You help a shop that sells household devices. Decide which team a support ticket goes to.',
    'Teams: billing, refund, delivery, account, technical, subscription, product, feedback.',
    'Answer with the name of the team only.',
  ].join('\n'),
  user: '{{ticket}}',
  parameters: { temperature: 1.2, seed: 7, stop: ['\n\n', '###', 'Ticket:', 'Team:', '<end>'] },
} as const;
