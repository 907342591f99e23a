// On a person's page: what accounts have done to the person within a day, and this account may undo.

import {
  Breakable,
  Card,
  corner,
  Table,
  Time,
  type TokenJson,
  type UserDetailsJson,
} from "../../../src/for-console.ts";
import type { Viewer } from "../frame/session.ts";
import { LinkButton } from "../frame/usual.tsx";
import { undoPage } from "../parts/user-view.ts";
import { phoneName } from "../parts/whom.tsx";
import type { ConsoleWords } from "../words/words.ts";

type Act = UserDetailsJson["undo"][number];

const RIGHTS: Readonly<Record<Act["kind"], readonly string[]>> = {
  phone: ["enrollTIQR"],
  pin: ["setrandompin", "setpin"],
};

interface Props {
  readonly user: UserDetailsJson;
  readonly tokens: readonly TokenJson[] | undefined;
  readonly account: Viewer;
  readonly words: ConsoleWords;
}

export const Undoable = ({ user, tokens = [], account, words: { undo: words } }: Props) => {
  const mine = user.undo.filter(({ kind }) => RIGHTS[kind].some(account.may));
  if (mine.length === 0) return null;
  const nameOf = (serial: string) =>
    phoneName(tokens.find((token) => token.serial === serial) ?? { serial, description: "" });
  /** One act may be about several phones. */
  const acts = [...Map.groupBy(mine, ({ id }) => id).values()].flatMap((rows) =>
    rows[0] ? [{ ...rows[0], rows }] : [],
  );
  return (
    <Card title={words.card}>
      <Table
        caption={words.card}
        captionUnseen
        head={[words.act, words.phone, words.by, words.at, words.until, corner(words.action)]}
        rows={acts.map(({ id, kind, made_by: by, made_at: at, ends_at: end, rows }) => [
          words.acts[kind],
          <Breakable text={rows.map(({ serial }) => nameOf(serial)).join(", ")} />,
          <Breakable text={by} />,
          <Time at={at} />,
          <Time at={end} />,
          <LinkButton to={undoPage(user.realm, user.username, id)} text={words.go} />,
        ])}
      />
    </Card>
  );
};
