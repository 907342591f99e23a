// The console's menu: beside the page where there is room, above it on a tablet, and on a phone
// behind the button "Menu". One list serves all three: a popover, which a wide window shows as a
// part of the page (../style/frame.css). It needs no script, closes with Escape and with a press
// elsewhere, and a browser says by itself whether it is open.

import type { ConsoleWords } from "../words/words.ts";
import { Icon } from "./icon.tsx";
import { type ConsolePlace, consolePlaces } from "./places.ts";
import type { Viewer } from "./session.ts";

const ID = "menu";

interface MenuProps {
  readonly words: ConsoleWords["nav"];
  readonly place: ConsolePlace | undefined;
  readonly account: Viewer;
}

export const MenuButton = ({ words, account }: Omit<MenuProps, "place">) =>
  consolePlaces(account).length === 0 ? null : (
    <button type="button" class="tool menu-button" popovertarget={ID}>
      <Icon of="menu" />
      {words.menu}
    </button>
  );

export const Menu = ({ words, place, account }: MenuProps) => {
  const groups = [...Map.groupBy(consolePlaces(account), ([group]) => group)];
  if (groups.length === 0) return null;
  return (
    <nav id={ID} class="menu" popover="auto" aria-label={words.label}>
      {groups.map(([group, places]) => (
        <div class="menu-group">
          {group !== "start" && <p id={`menu-${group}`}>{words.groups[group]}</p>}
          <ul aria-labelledby={group === "start" ? undefined : `menu-${group}`}>
            {places.map(([, to, href]) => (
              <li>
                <a href={href} aria-current={to === place ? "page" : undefined}>
                  <Icon of={to} />
                  {words[to]}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
};
