// Parts of the login page's states: the notice, the application's picture, its request in forms.

import { Notice } from "../ui/components.tsx";
import type { Brand } from "../ui/page/brand.ts";
import type { Words } from "../words/words.ts";
import type { LoginNotice } from "./notice.ts";
import type { Application, LoginView } from "./view.ts";
import { wantedFields } from "./wanted-page.ts";

/** The views of one kind. */
type Of<Kind extends LoginView["kind"]> = Extract<LoginView, { kind: Kind }>;

/** What one of them draws from. */
export type ViewProps<Kind extends LoginView["kind"]> = Around & { readonly view: Of<Kind> };

/** What is around the view of a login page. */
export interface Around {
  readonly words: Words;
  readonly service: string;
  /** Whether people may help themselves with a recovery code. */
  readonly recovers: boolean;
  /** The page of this service that the sign-in leads on to, unless an application asks for it. */
  readonly wanted: string | undefined;
  readonly help: Brand["help"];
}

interface NoticeTextProps {
  readonly notice: LoginNotice | undefined;
  readonly words: Words["login"]["notices"];
  /** A sentence that follows the notice. */
  readonly more?: string | undefined;
}

export const NoticeText = ({ notice, words, more }: NoticeTextProps) => {
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
