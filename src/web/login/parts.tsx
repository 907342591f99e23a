// Parts of the login page's states: the notice, the application's picture, its request in forms.

import { Notice } from "../ui/components.tsx";
import type { Words } from "../words/words.ts";
import type { LoginNotice } from "./notice.ts";
import type { Application, LoginView } from "./view.ts";
import { wantedFields } from "./wanted-page.ts";

export type LoginWords = Words["login"];
/** The views of one kind. */
export type Of<Kind extends LoginView["kind"]> = Extract<LoginView, { kind: Kind }>;

interface SaidProps {
  readonly notice: LoginNotice | undefined;
  readonly words: LoginWords["notices"];
  /** A sentence that follows the notice. */
  readonly more?: string | undefined;
}

export const NoticeText = ({ notice, words, more }: SaidProps) => {
  if (notice === undefined) return null;
  const isFault = notice !== "cancelled" && notice !== "not-yet" && notice !== "code-before";
  return (
    <Notice kind={isFault ? "danger" : "info"} data-notice>
      <p>
        {words[notice]}
        {more !== undefined && ` ${more}`}
      </p>
    </Notice>
  );
};

/** The title names the application, so the picture says nothing more, and may fail to load. */
export const Logo = ({ application }: { application: Application | undefined }) =>
  application?.logo === undefined ? null : (
    <div class="application-logo">
      <img src={application.logo} alt="" />
    </div>
  );

/** What each form brings along: where the sign-in leads. */
export const requestFields = (
  application: Application | undefined,
  wanted?: string | undefined,
): Readonly<Record<string, string>> =>
  application === undefined ? wantedFields(wanted) : { request: application.request };
