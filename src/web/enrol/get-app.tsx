// The first step: the app, from the stores that Stepup-tiqr names (translations/messages.en.yml).

import type { Part } from "./parts.tsx";

const STORES = {
  ios: "https://apps.apple.com/app/tiqr/id430838214",
  android: "https://play.google.com/store/apps/details?id=org.tiqr.authenticator",
} as const;
type Store = keyof typeof STORES;
const NAMES = Object.keys(STORES) as Store[];

/** In the order of `Shown.stores`. */
export const STORE_ADDRESSES: readonly string[] = Object.values(STORES);

export const GetApp = ({ words: { app }, stores = [] }: Part) => (
  <>
    <p>{app.text}</p>
    <div class="stores">
      {NAMES.map((name, index) => (
        <p>
          <img src={stores[index] ?? ""} alt={app.alt[name]} width="160" height="160" />
          <a href={STORES[name]} rel="noreferrer">
            {app.stores[name]}
          </a>
        </p>
      ))}
    </div>
  </>
);
