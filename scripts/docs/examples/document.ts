// The calls in a document, in order: a block of `sh`, and below it the block with its reply, which
// is made by running the call. A comment above the call names an act that must come first, such as
// one on a phone: `<!-- first: the phone confirms -->`.

/** `meanwhile`: the acts after the first output of a call that goes on. */
export interface DocumentedCall {
  readonly first: readonly string[];
  readonly meanwhile: readonly string[];
  readonly commands: string;
}

/**
 * A block of `sh` with the comments right above and the reply right below it; the reply may not be
 * there yet.
 */
const EXAMPLE =
  /^(?<acts>(?:<!-- (?:first|meanwhile): .* -->\n\n)*)```sh\n(?<commands>[\s\S]*?)^```\n(?:\n```(?!sh\n)\w*\n[\s\S]*?^```\n)?/gm;

const actsOf = (text: string, when: "first" | "meanwhile"): string[] =>
  [...text.matchAll(new RegExp(`<!-- ${when}: (.*) -->`, "g"))].map(([, act = ""]) => act);

/**
 * Returns the document with the block of `replyOf`, if there is one, below each call. The calls run
 * one after the other.
 */
export async function withReplies(
  text: string,
  replyOf: (example: DocumentedCall) => Promise<string | undefined>,
): Promise<string> {
  const pieces: string[] = [];
  let end = 0;
  for (const { 0: whole, index, groups } of text.matchAll(EXAMPLE)) {
    const { acts = "", commands = "" } = groups ?? {};
    const reply = await replyOf({ first: actsOf(acts, "first"), meanwhile: actsOf(acts, "meanwhile"), commands });
    const below = reply === undefined ? "" : `\n${reply}\n`;
    pieces.push(text.slice(end, index), `${acts}\`\`\`sh\n${commands}\`\`\`\n${below}`);
    end = index + whole.length;
  }
  return pieces.join("") + text.slice(end);
}
