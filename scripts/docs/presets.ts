// The presets of accounts as a table for docs/accounts.md, from the list of which the console's
// form is made.
import { DESK_CALLS, type PlayedCall, PRESET_NAMES, presetNamed } from "../../packages/console/accounts/presets.ts";
import { accountsWords } from "../../packages/console/words/accounts.ts";
import { code, type MarkdownRow, wrapped } from "./markdown.ts";

const { presets, calls: names } = accountsWords.accounts;
const numberOf = (call: PlayedCall): number => DESK_CALLS.indexOf(call) + 1;

export const presetRows = (): readonly MarkdownRow[] => [
  ["Preset", "Rights", "Calls", "Phone"],
  ...PRESET_NAMES.map((name) => {
    const { rights, calls = [], stops, person } = presetNamed(name);
    const played = DESK_CALLS.flatMap((call) =>
      calls.includes(call) ? [String(numberOf(call))] : call === "lost" && stops ? [`${numberOf(call)} (stop)`] : [],
    );
    return [presets[name][0], code(rights.join(",")), played.join(", "), person ? "needed" : ""];
  }),
];

export const presetCalls = (): string =>
  wrapped(`The calls: ${DESK_CALLS.map((call) => `${numberOf(call)} ${names[call][0]}`).join(" · ")}.`);
