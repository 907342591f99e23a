// "A login I did not start": somebody knows the PIN, or is signed in. What takes access away comes
// first and needs no proof, so that it is done even if the new PIN is then refused.

import { Hidden, Notice } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { NarrowCard } from "../frame/usual.tsx";
import { SendOrLeave } from "../parts/action.tsx";
import { CallerLine, isTaken, NoProof, ownCall } from "../parts/caller-line.tsx";
import { Ticks } from "../parts/parts.tsx";
import { pageOfUser, userPage } from "../parts/user-view.ts";
import { findUser, lookAtWhom, WhomFacts } from "../parts/whom.tsx";
import { showPin } from "../tokens/random-pin.tsx";

const PATH = "/console/users/:realm/:name/not-me";

export function notMeRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const person = await findUser(c);
    const [whom, proof] = await Promise.all([
      lookAtWhom(c, person.username, person.realm, { person }),
      ownCall(c, person),
    ]);
    const drawsPin = c.var.account.may("setrandompin") && isTaken(proof, "pin");
    const back = pageOfUser(person);
    return showPage(c, "users", ({ notMe: words, whom: labels, caller, confirm }) => {
      const line = <CallerLine user={person} proof={proof} act="pin" words={caller} />;
      return {
        title: words.title,
        main: (
          <NarrowCard>
            <WhomFacts whom={whom} words={labels} />
            {drawsPin && line}
            <p class="lead">{drawsPin ? words.text : words.textWithoutPin}</p>
            {!drawsPin && <NoProof words={caller} />}
            <form method="post" action={`${back}/not-me`} class="form">
              {drawsPin && <Hidden fields={{ pin: "yes" }} />}
              <Ticks legend={words.legend} boxes={[["stop", words.stop]]} ticked={() => !drawsPin} />
              <SendOrLeave send={drawsPin ? words.go : words.goWithoutPin} leave={confirm.keep} to={back} />
            </form>
            {!drawsPin && (
              <>
                <h2>{words.thenPin}</h2>
                {line}
              </>
            )}
          </NarrowCard>
        ),
      };
    });
  });

  app.post(PATH, async (c) => {
    const { realm, name: user } = c.req.param();
    const { api, form } = c.var;
    await api.need("users", "DELETE /user/:realm/:name/sessions", { realm, name: user });
    const stops = form("stop") !== "";
    if (stops) await api.need("users", "POST /token/disable", { user, realm });
    const page = userPage(realm, user);
    const told = stops ? "signedOutStopped" : "userSignedOut";
    if (form("pin") === "") return c.redirect(`${page}?done=${told}`, 303);
    const { detail } = await api.need("users", "POST /token/setrandompin", { user, realm });
    return showPin(
      c,
      "users",
      detail,
      { user, realm },
      page,
      ({ users }) => users.back,
      ({ done }) => <Notice kind="success" text={done[told]} />,
    );
  });
}
