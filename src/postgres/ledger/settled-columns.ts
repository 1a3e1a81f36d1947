/** What a settlement `s` writes into its attempt `a`. */
export const settledColumns = `
  state = s.state, error_code = s.error_code, input_tokens = s.input_tokens,
  cached_input_tokens = s.cached_input_tokens, output_tokens = s.output_tokens,
  reasoning_tokens = s.reasoning_tokens, usd = s.usd, estimated = s.estimated, settled_at = now()`;

/** An answer replaces a doubt; everything else is settled once. */
export const maySettle = `(a.state = 'open' or (a.state = 'in-doubt' and s.state = 'answered'))`;
