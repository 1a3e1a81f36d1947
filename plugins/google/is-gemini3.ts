/** Models before Gemini 3, which neither sign their calls nor take images in a function's response. */
const earlier = /(^|\/)(gemini-(1|2)[.-]|gemini-pro(-vision)?$|gemini-robotics-er-1\.5|gemma-|learnlm|aqa$)/;

/** Gemini 3 and whatever comes after it, aliases such as gemini-flash-latest included. */
export const isGemini3 = (model: string): boolean => !earlier.test(model);
