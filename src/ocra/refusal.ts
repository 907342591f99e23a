// A refusal in this folder: a stable code for programs, a message "got X, expected Y" for people.

export type OcraRefusal<Code extends string> = {
  readonly ok: false;
  readonly reason: { readonly code: Code; readonly message: string };
};

export const refuseInput = <Code extends string>(code: Code, got: string, expected: string): OcraRefusal<Code> => ({
  ok: false,
  reason: { code, message: `got ${got}, expected ${expected}` },
});

/** Quotes input for a message, with control characters escaped. */
export const quote = (text: string): string => JSON.stringify(text);
