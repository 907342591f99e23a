// What applications see of a user, on the pages of the user and of the user's tokens.

import { type ATTRIBUTES, Card } from "../../../src/for-console.ts";
import type { Viewer } from "../frame/session.ts";
import { WayOn } from "../frame/usual.tsx";
import { FactList } from "../parts/facts.tsx";
import type { ConsoleWords } from "../words/words.ts";

export type Attributes = Readonly<Partial<Record<(typeof ATTRIBUTES)[number], string>>>;

const mayChange = ({ may }: Viewer): boolean =>
  may("set_custom_user_attributes") || may("delete_custom_user_attributes");

interface CardProps {
  readonly words: ConsoleWords;
  readonly attributes: Attributes;
  readonly account: Viewer;
  readonly to: string;
}

export const AttributeCard = ({ words: { attributes: words, pages }, attributes, account, to }: CardProps) => {
  const rows = (["name", "email", "groups", "external_id"] as const).flatMap((key) => {
    const value = attributes[key];
    return value === undefined || value === "" ? [] : [[words[key], value] as const];
  });
  return (
    <Card title={words.card}>
      {rows.length === 0 ? <p>{pages.none}</p> : <FactList facts={rows} />}
      {mayChange(account) && <WayOn to={`${to}/attributes`} text={words.change} />}
    </Card>
  );
};
