// What a new account is for: each preset with what it includes and what it cannot do, so that
// nobody has to read thirty rights to see that a help desk registers no phones.

import type { ConsoleWords } from "../words/words.ts";
import { PRESET_NAMES, type PresetPart, partsOf, presetNamed } from "./presets.ts";

/** Rights ticked one by one. It is no preset, so it adds nothing. */
const OWN = "own";

interface Props {
  readonly words: ConsoleWords["accounts"];
  readonly chosen: string;
}

export const PresetChoice = ({ words, chosen }: Props) => {
  const said = (parts: readonly PresetPart[]) =>
    parts.map((part) => ("call" in part ? words.calls[part.call] : words.rightTexts[part.right])).join(" · ");
  return (
    <fieldset class="ticks presets">
      <legend>{words.preset}</legend>
      {PRESET_NAMES.map((name) => {
        const { includes, cannot } = partsOf(name);
        return (
          <label>
            <input type="radio" name="preset" value={name} checked={chosen === name} required />{" "}
            <span>
              <strong>{words.presets[name]}</strong>
              <span class="quiet">
                {words.includes}: {said(includes)}
              </span>
              <span class="quiet">
                {words.cannot}: {said(cannot)}
              </span>
              {presetNamed(name).person && <span class="quiet">{words.person}</span>}
            </span>
          </label>
        );
      })}
      <label>
        <input type="radio" name="preset" value={OWN} checked={chosen === OWN} required />{" "}
        <span>
          <strong>{words.noPreset}</strong>
        </span>
      </label>
    </fieldset>
  );
};
