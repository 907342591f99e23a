// On a person's page: what accounts have done within a day that this account may undo.

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
import { describedPhone } from "../parts/whom.tsx";
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
    describedPhone(tokens.find((token) => token.serial === serial) ?? { serial, description: "" });
  const acts = Map.groupBy(mine, ({ id }) => id);
  const lines = [...acts.values()].map((rows) => {
    // One act may be about several phones.
    const [{ id, kind, made_by: by, made_at: at, ends_at: end }] = rows as [Act, ...Act[]];
    const phones = <Breakable text={rows.map(({ serial }) => nameOf(serial)).join(", ")} />;
    const undo = <LinkButton to={undoPage(user.realm, user.username, id)} text={words.go} />;
    return [words.acts[kind], phones, <Breakable text={by} />, <Time at={at} />, <Time at={end} />, undo];
  });
  return (
    <Card title={words.card}>
      <Table
        caption={words.card}
        captionUnseen
        head={[words.act, words.phone, words.by, words.at, words.until, corner(words.action)]}
        rows={lines}
      />
    </Card>
  );
};
