// What phones see of the service, and how they are led to it.

import { RECOMMENDED_SUITE } from "../../core/token/suites.ts";
import type { UrlFormat } from "../../tiqr/urls.ts";
import { choice, type SettingTable, textKind } from "../kinds.ts";
import * as texts from "../texts.ts";

export const PHONES = {
  publicUrl: {
    name: "PUBLIC_URL",
    kind: texts.publicUrl,
    default: undefined,
  },
  serviceIdentifier: {
    name: "TIQR_SERVICE_IDENTIFIER",
    kind: texts.hostOrEmpty,
    default: "",
  },
  otherServiceIdentifiers: {
    name: "TIQR_SERVICE_IDENTIFIERS_ALSO",
    kind: texts.hosts,
    default: "",
  },
  phonePaths: {
    name: "PHONE_PATHS",
    kind: texts.phonePaths,
    default: "/tiqr.php /tiqr/tiqr.php /tiqr/authentication",
  },
  serviceDisplayName: {
    name: "TIQR_SERVICE_DISPLAY_NAME",
    kind: textKind("text", "must not be empty", (text) => text !== ""),
    default: "tiqr-edge",
  },
  ocraSuite: {
    name: "TIQR_OCRASUITE",
    kind: texts.suite,
    default: RECOMMENDED_SUITE,
  },
  logoUrl: {
    name: "TIQR_LOGO_URL",
    kind: texts.linkOrEmpty,
    default: "",
  },
  infoUrl: {
    name: "TIQR_INFO_URL",
    kind: texts.linkOrEmpty,
    default: "",
  },
  urlFormat: {
    name: "TIQR_URL_FORMAT",
    // The base comes from the next setting.
    kind: {
      ...choice<UrlFormat>({ scheme: { kind: "scheme" }, universal: { kind: "universal", base: "" } }),
      write: ({ kind }) => kind,
    },
    default: "scheme",
  },
  universalLinkBase: {
    name: "TIQR_UNIVERSAL_LINK_BASE",
    kind: texts.baseOrEmpty,
    default: "",
  },
  appleApps: {
    name: "TIQR_APPLE_APP_IDS",
    kind: texts.appleApps,
    default: "",
  },
  androidApps: {
    name: "TIQR_ANDROID_APPS",
    kind: texts.androidApps,
    default: "",
  },
} satisfies Partial<SettingTable>;
