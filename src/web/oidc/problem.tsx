// Answers a request for authorization whose client or address is unknown: another answer could go
// to an attacker. The page leads nowhere and names the mistake, for the people who can correct it.
// It shows what came as a text that leads nowhere: src/core/oidc/parameter-fault.ts.

import type { Context } from "hono";
import type { PageProblem, Problem } from "../../core/oidc/requests/authorize.ts";
import { Notice } from "../ui/components.tsx";
import { sendPersonPage } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import type { OwnWords } from "../words/words.ts";

export const showProblemPage =
  (service: string) =>
  (c: Context, { problem, clientName = "", came = "" }: Problem): Promise<Response> =>
    sendPersonPage(c, { service, secret: true, status: 400 }, ({ oidc: { problem: words } }) =>
      screen(
        words.title,
        <>
          <Notice kind="danger" text={textOf(words, problem, clientName)} />
          {came !== "" && (
            <p>
              {words.came} <code data-came>{came}</code>
            </p>
          )}
        </>,
        { "data-problem": problem },
      ),
    );

function textOf(words: OwnWords["oidc"]["problem"], problem: PageProblem, clientName: string): string {
  const text = words[problem];
  return typeof text === "string" ? text : text(clientName);
}
