// What applications ask a person: the open questions at the top of /me, which stay live there, and
// /me/asked with all of the last day.

import type { OwnConfirmation } from "../../core/ciba/mine.ts";
import { Badge, ButtonLine, Card, Notice } from "../ui/components.tsx";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import { Table } from "../ui/table.tsx";
import { Breakable, Time } from "../ui/text.tsx";
import type { OwnWords } from "../words/words.ts";
import { BackToOverview } from "./parts.tsx";

/** src/web/client/live/asked.ts brings it up to date from /me/asked. */
export const OpenQuestions = ({ asked, words }: { asked: readonly OwnConfirmation[]; words: OwnWords["confirm"] }) => {
  const open = asked.filter(({ ticket }) => ticket !== undefined);
  return (
    <div data-live="/me/asked" data-made={open.map(({ madeAtMs }) => madeAtMs).join(" ")} aria-live="polite">
      {open.map(({ clientName, message, ticket = "" }) => (
        <Notice kind="warning" title={words.title(clientName)}>
          {message !== "" && (
            <blockquote class="asked">
              <bdi>
                <Breakable text={message} />
              </bdi>
            </blockquote>
          )}
          <ButtonLine href={`/confirm/${encodeURIComponent(ticket)}`} kind="secondary">
            {words.asked.look}
          </ButtonLine>
        </Notice>
      ))}
    </div>
  );
};

const KINDS = { pending: "warning", approved: "success", denied: "neutral", over: "neutral" } as const;

export const askedPage = (asked: readonly OwnConfirmation[], { confirm: words, me }: OwnWords): Page =>
  screen(
    words.asked.title,
    <>
      <OpenQuestions asked={asked} words={words} />
      {asked.length === 0 && <p class="lead">{words.asked.none}</p>}
      <p class="actions">
        <BackToOverview words={me} />
      </p>
    </>,
    {
      script: "page.js",
      below: asked.length > 0 && (
        <Card>
          <Table
            caption={words.asked.title}
            captionUnseen
            head={words.asked.head}
            rows={asked.map(({ clientName, message, madeAtMs, state }) => [
              <Time at={madeAtMs} />,
              <bdi>{clientName}</bdi>,
              <bdi>
                <Breakable text={message} />
              </bdi>,
              <Badge kind={KINDS[state]}>{words.asked.answers[state]}</Badge>,
            ])}
          />
        </Card>
      ),
    },
  );
