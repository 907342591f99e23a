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
    meaning:
      "The address of the service for phones and applications; phones keep it, so an old host must still reach the service",
  },
  serviceIdentifier: {
    name: "TIQR_SERVICE_IDENTIFIER",
    kind: texts.hostOrEmpty,
    default: "",
    meaning:
      "The name under which phones file their accounts, the host of PUBLIC_URL if empty; changing it orphans every " +
      "registered phone",
  },
  otherServiceIdentifiers: {
    name: "TIQR_SERVICE_IDENTIFIERS_ALSO",
    kind: texts.hosts,
    default: "",
    meaning:
      "The names of services whose phones were taken over; a login's QR code carries the name under which the " +
      "phones of its user have the account",
  },
  phonePaths: {
    name: "PHONE_PATHS",
    kind: texts.phonePaths,
    default: "/tiqr.php /tiqr/tiqr.php /tiqr/authentication",
    meaning:
      "Where phones that were registered elsewhere post their answers, beside every path that ends in /ttype/tiqr",
  },
  serviceDisplayName: {
    name: "TIQR_SERVICE_DISPLAY_NAME",
    kind: textKind("text", "must not be empty", (text) => text !== ""),
    default: "tiqr-edge",
    meaning: "The service's name, as phones show it",
  },
  ocraSuite: {
    name: "TIQR_OCRASUITE",
    kind: texts.suite,
    default: RECOMMENDED_SUITE,
    meaning:
      "How new tokens compute their responses; keep one suite per service, because apps keep the first one they see",
  },
  logoUrl: {
    name: "TIQR_LOGO_URL",
    kind: texts.linkOrEmpty,
    default: "",
    meaning:
      "The logo that phones show, this service's /logo.png if empty; iOS gives up a registration if it cannot load it",
  },
  infoUrl: {
    name: "TIQR_INFO_URL",
    kind: texts.linkOrEmpty,
    default: "",
    meaning: "The page that phones link to, PUBLIC_URL if empty",
  },
  urlFormat: {
    name: "TIQR_URL_FORMAT",
    // The base comes from the next setting.
    kind: {
      ...choice<UrlFormat>({ scheme: { kind: "scheme" }, universal: { kind: "universal", base: "" } }),
      write: ({ kind }) => kind,
    },
    default: "scheme",
    meaning:
      "The links in QR codes: tiqrauth:// (scheme), which every app reads, or https (universal), which only apps since 2020 read",
  },
  universalLinkBase: {
    name: "TIQR_UNIVERSAL_LINK_BASE",
    kind: texts.baseOrEmpty,
    default: "",
    meaning: "The origin of the https links in QR codes, required if TIQR_URL_FORMAT is universal",
  },
  appleApps: {
    name: "TIQR_APPLE_APP_IDS",
    kind: texts.appleApps,
    default: "",
    meaning: "The iOS apps that open https links to this host, listed at /.well-known/apple-app-site-association",
  },
  androidApps: {
    name: "TIQR_ANDROID_APPS",
    kind: texts.androidApps,
    default: "",
    meaning:
      "The Android apps that open https links to this host, with the certificate that signs them, listed at " +
      "/.well-known/assetlinks.json",
  },
} satisfies Partial<SettingTable>;
