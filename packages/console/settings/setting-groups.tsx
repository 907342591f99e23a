// The settings in the groups of docs/settings.md, each folded, after those that were changed. The
// filter is in the address, so it works without a script, and what it finds is unfolded.

import { Breakable, Button, Card, Field, type SettingJson } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";

export const SETTINGS_PATH = "/console/settings";

interface Props {
  readonly words: ConsoleWords["settings"];
  readonly filter: string;
}

export const SettingFilter = ({ words, filter }: Props) => (
  <search aria-label={words.filter}>
    <form method="get" action={SETTINGS_PATH} class="search">
      <Field
        name="q"
        label={words.filter}
        hint={words.filterHint}
        type="search"
        value={filter}
        autocomplete="off"
        spellcheck={false}
      />
      <Button kind="secondary">{words.go}</Button>
    </form>
  </search>
);

/** Every word of the filter is somewhere in what the page says of a setting. */
function found(settings: readonly SettingJson[], filter: string): readonly SettingJson[] {
  const wanted = filter.toLowerCase().split(/\s+/);
  return settings.filter(({ name, value, unit, meaning }) => {
    const text = `${name} ${value} ${unit} ${meaning}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export const SettingGroups = ({ words, filter, settings }: Props & { readonly settings: readonly SettingJson[] }) => {
  const isFiltered = filter !== "";
  const changed = isFiltered ? [] : settings.filter((one) => one.changed);
  const groups = Map.groupBy(found(settings, filter), ({ group }) => group);
  return (
    <>
      {changed.length > 0 && (
        <Card title={words.changed}>
          <SettingList words={words} settings={changed} />
        </Card>
      )}
      <Card>
        {groups.size === 0 && <p role="status">{words.nothing}</p>}
        {[...groups].map(([group, inGroup]) => (
          <details open={isFiltered}>
            <summary>
              <h2>{words.groups[group]}</h2> <span class="quiet">({inGroup.length})</span>
            </summary>
            <SettingList words={words} settings={inGroup} />
          </details>
        ))}
        {isFiltered && <a href={SETTINGS_PATH}>{words.whole}</a>}
      </Card>
    </>
  );
};

const SettingList = ({ words, settings }: Pick<Props, "words"> & { readonly settings: readonly SettingJson[] }) => (
  <dl class="settings">
    {settings.map(({ name, value, default: absent, changed, unit, meaning }) => (
      <div>
        <dt>
          <code>
            <Breakable text={name} />
          </code>
        </dt>
        <dd class={changed ? "changed" : undefined}>
          {value === "" ? <span class="quiet">{words.empty}</span> : <Breakable text={value} />}
        </dd>
        <dd class="quiet">
          <span lang="en">{meaning}.</span>
        </dd>
        <dd class="quiet">
          <span lang="en">{unit}</span> · {words.default}: {absent === null ? words.none : absent || words.empty}
        </dd>
      </div>
    ))}
  </dl>
);
