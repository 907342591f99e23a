// Open enrolment links as a table: in their own list, and on the pages of a user and of a token.

import { away, corner, type LinkJson, second, Table, Time } from "../../../src/for-console.ts";
import { LinkButton } from "../frame/usual.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { Found } from "./search-card.tsx";
import { tokenPage } from "./token-view.ts";

export const LINKS_PATH = "/console/links";

interface LinkTableProps {
  readonly words: ConsoleWords["links"];
  readonly links: readonly LinkJson[];
  /** What was searched for, which is marked. */
  readonly search?: string;
  /** Whether the account may look at tokens. */
  readonly sees: boolean;
  /** The names of what is known of the people, if it is shown. */
  readonly person?: ConsoleWords["attributes"] | undefined;
}

export const LinkTable = ({ words, links, search = "", sees, person }: LinkTableProps) => (
  <Table
    caption={words.caption}
    captionUnseen
    head={[
      words.user,
      second(words.realm),
      ...(person ? [second(person.name), second(person.email)] : []),
      second(words.state),
      second(words.token),
      away(words.by),
      words.expires,
      corner(words.action),
    ]}
    rows={links.map((link) => {
      const token = sees && link.serial ? <a href={tokenPage(link.serial)}>{link.serial}</a> : link.serial;
      const ends = <Time at={link.expires_at} />;
      const withdraw = <LinkButton to={`${LINKS_PATH}/${link.id}/withdraw`} text={words.withdraw} />;
      const user = <Found text={link.user} search={search} />;
      // An empty cell is left out where rows are stacked.
      const found = (text = "") => (text === "" ? "" : <Found text={text} search={search} />);
      const known = person ? [found(link.name), found(link.email)] : [];
      return [user, link.realm, ...known, words.states[link.state], token, link.made_by, ends, withdraw];
    })}
  />
);
