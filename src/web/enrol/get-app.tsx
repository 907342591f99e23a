// The first step: the app, from the stores that Stepup-tiqr names (translations/messages.en.yml),
// beginning with the one of this phone.

import { ByDevice, type Part } from "./parts.tsx";

const STORES = {
  ios: "https://apps.apple.com/app/tiqr/id430838214",
  android: "https://play.google.com/store/apps/details?id=org.tiqr.authenticator",
} as const;
type Store = keyof typeof STORES;
const NAMES = Object.keys(STORES) as Store[];

/** In the order of `Shown.stores`. */
export const STORE_ADDRESSES: readonly string[] = Object.values(STORES);

export const GetApp = ({ words: { app }, stores = [], onAndroid }: Part) => (
  <>
    <p>
      <ByDevice desk={app.text} phone={app.textOnPhone} />
    </p>
    <div class="stores">
      {(onAndroid ? NAMES.toReversed() : NAMES).map((name) => (
        <p>
          <img src={stores[NAMES.indexOf(name)] ?? ""} alt={app.alt[name]} width="160" height="160" />
          <a href={STORES[name]} rel="noreferrer">
            {app.stores[name]}
          </a>
        </p>
      ))}
    </div>
  </>
);
