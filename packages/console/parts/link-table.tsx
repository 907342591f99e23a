// Open enrolment links as a table: in their own list, and on the pages of a user and of a token.

import { away, corner, type LinkJson, second, Table, Time } from "../../../src/for-console.ts";
import { LinkButton } from "../frame/usual.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { tokenPage } from "./token-view.ts";

export const LINKS_PATH = "/console/links";

interface LinkTableProps {
  readonly words: ConsoleWords["links"];
  readonly links: readonly LinkJson[];
  readonly sees: boolean;
}

/** `sees`: whether the account may look at tokens. */
export const LinkTable = ({ words, links, sees }: LinkTableProps) => (
  <Table
    caption={words.caption}
    captionUnseen
    head={[
      words.user,
      second(words.realm),
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
      return [link.user, link.realm, words.states[link.state], token, link.made_by, ends, withdraw];
    })}
  />
);
