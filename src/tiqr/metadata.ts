// The document that a phone fetches when it scans an enrolment QR code (one GET). All nine fields
// are strings, never null: the current Android app refuses the QR code if one is missing.

import { authenticationEndpoint, enrollmentUrl, identityOf } from "./urls.ts";

/** tiqr app EnrolmentChallenge.kt; privacyIDEA lib/tokens/tiqrtoken.py, api_endpoint. */
export interface Metadata {
  readonly service: {
    readonly displayName: string;
    readonly identifier: string;
    /** iOS downloads the logo, and gives up the enrolment when it cannot reach the host. */
    readonly logoUrl: string;
    readonly infoUrl: string;
    readonly authenticationUrl: string;
    readonly ocraSuite: string;
    readonly enrollmentUrl: string;
  };
  readonly identity: { readonly identifier: string; readonly displayName: string };
}

/** How the service presents itself to phones. */
export interface ServiceIdentity {
  readonly publicUrl: string;
  readonly serviceIdentifier: string;
  readonly serviceDisplayName: string;
  readonly logoUrl: string;
  readonly infoUrl: string;
}

/** The token that is enrolled, its user, its suite and the one-time session. */
export interface Enrollee {
  readonly user: string;
  readonly realm: string;
  readonly displayName: string;
  readonly serial: string;
  readonly suite: string;
  readonly session: string;
}

export const buildMetadata = (service: ServiceIdentity, enrollee: Enrollee): Metadata => ({
  service: {
    displayName: service.serviceDisplayName,
    identifier: service.serviceIdentifier,
    logoUrl: service.logoUrl,
    infoUrl: service.infoUrl,
    authenticationUrl: authenticationEndpoint(service.publicUrl),
    ocraSuite: enrollee.suite,
    enrollmentUrl: enrollmentUrl(service.publicUrl, enrollee.session, enrollee.serial),
  },
  identity: { identifier: identityOf(enrollee.user, enrollee.realm), displayName: enrollee.displayName },
});
