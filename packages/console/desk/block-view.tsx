// What a person's page and a list say of a block, and the fields of the forms that make one.

import { Badge, Breakable, Field, Notice, Time, type UserJson } from "../../../src/for-console.ts";
import type { Viewer } from "../frame/session.ts";
import { LinkButton } from "../frame/usual.tsx";
import { pageOfUser } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";

interface Props {
  readonly user: UserJson;
  readonly account: Viewer;
  readonly words: ConsoleWords["block"];
}

const isBlocked = ({ blocked_at, block_from }: UserJson): boolean => blocked_at !== null || block_from !== null;

/** First on the page, since it explains why nothing else works. */
export const BlockNotice = ({ user, account, words, removedAfterMs }: Props & { readonly removedAfterMs: number }) => {
  const to = pageOfUser(user);
  const { deactivated_at, deleted_at, blocked_at, block_from, block_until, blocked_by, blocked_reason } = user;
  return (
    <>
      {deleted_at !== null ? (
        <Notice kind="warning" title={words.deleted}>
          <p>
            {words.deletedText} <Time at={new Date(Date.parse(deleted_at) + removedAfterMs).toISOString()} />.
          </p>
          <div class="actions">{account.may("enable") && <LinkButton to={`${to}/restore`} text={words.restore} />}</div>
        </Notice>
      ) : (
        deactivated_at !== null && (
          <Notice kind="warning" title={words.deactivated}>
            <p>
              {words.since} <Time at={deactivated_at} />
            </p>
            <p>{words.deactivatedText}</p>
          </Notice>
        )
      )}
      {isBlocked(user) && (
        <Notice kind="warning" title={blocked_at === null ? words.planned : words.blocked}>
          <p>
            {blocked_at === null ? words.fromOn : words.since} <Time at={blocked_at ?? block_from ?? undefined} />
            {block_until !== null && (
              <>
                {" "}
                {words.untilOn} <Time at={block_until} />
              </>
            )}
            {blocked_by !== "" && <>, {words.by(blocked_by)}</>}
          </p>
          {blocked_reason !== "" && (
            <p>
              <Breakable text={blocked_reason} />
            </p>
          )}
          <div class="actions">
            {account.may("enable") && <LinkButton to={`${to}/unblock`} text={words.unblock} />}
            {account.may("disable") && <LinkButton to={`${to}/block`} text={words.change} />}
          </div>
        </Notice>
      )}
    </>
  );
};

/** In a list. */
export const BlockBadge = ({ user, words }: Pick<Props, "user" | "words">) =>
  user.blocked_at !== null || user.deactivated_at !== null ? (
    <Badge kind="warning">{user.deleted_at === null ? words.badge : words.deletedBadge}</Badge>
  ) : null;

export const BlockFields = ({
  words,
  values,
}: {
  readonly words: ConsoleWords["block"];
  readonly values: Readonly<Record<string, string>>;
}) => (
  <>
    <Field name="from" label={words.from} type="date" value={values.from} hint={words.days} />
    <Field name="until" label={words.until} type="date" value={values.until} />
    <Field name="reason" label={words.reason} value={values.reason} maxlength={200} autocomplete="off" />
  </>
);
