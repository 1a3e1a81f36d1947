const overlong =
  /maximum context length|context (window|length|size)|exceeds? the (available )?context|(prompt|input|request) is too (long|large for the (model|context))|too many tokens in the (prompt|input)|input (length|tokens?) .{0,40}exceeds?|reduce the length of (the|your) (messages|input|prompt)|maximum (prompt|input) length|`inputs` tokens \+ `max_new_tokens` must be <=|exceeds? the (model's )?maximum (number of )?(input )?tokens/i;
/** An output limit that is too large names the window too, but the input fits. */
const onlyOutput = /^.{0,40}max(_completion|_output|_new)?_tokens.{0,20} (is )?too (large|high|big)(?!.*context)/i;

/** The last resort where a provider gives its failures no names: words that several servers use alike. */
export const chatErrorWording = {
  isOverlong: (message: string): boolean => overlong.test(message) && !onlyOutput.test(message),
  namesUnknownModel: (message: string): boolean =>
    /\bmodel\b.{0,80}(\bnot found|does not exist|is not a valid model|could not be found)|\b(unknown|no such) model\b|\binvalid model( name| id)?\b|\bmodel_not_found\b/i.test(
      message,
    ),
  /** An account without credit, rather than one that is too fast. */
  isUnpaid: (message: string): boolean =>
    /exceeded your current quota|insufficient (balance|credit|fund|quota)|(out of|no|not enough|more) credits?\b|credit balance|billing (hard )?limit|check your plan and billing|(spending|spend|credit) limit (has been |was )?(reached|exceeded)|payment (is )?required|\btop.?up\b|arrears/i.test(
      message,
    ),
};
