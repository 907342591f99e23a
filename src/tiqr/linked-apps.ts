// Which apps open universal links by themselves, as each system asks the host of the links: Apple, "Supporting associated
// domains" (/.well-known/apple-app-site-association); Android, "Digital Asset Links" (/.well-known/assetlinks.json).

export interface AndroidApp {
  readonly packageName: string;
  /** SHA-256 of the certificate that signs the app: 32 bytes in hex, upper case, colons between. */
  readonly fingerprint: string;
}

export interface LinkedApps {
  /** Apple's app ids, `TEAMID.bundle`. */
  readonly appleApps: readonly string[];
  readonly androidApps: readonly AndroidApp[];
}

/** The first parts of the paths of universal links, as enrolmentQrText and loginQrText (urls.ts) write them. */
const PATHS = ["/tiqrauth/*", "/tiqrenroll/*"];

export const readAppleAppId = (text: string): string | undefined =>
  /^[A-Z0-9]{10}(\.[A-Za-z0-9-]+)+$/.test(text) ? text : undefined;

/** Reads `package=SHA256:fingerprint`. */
export function readAndroidApp(text: string): AndroidApp | undefined {
  const [, packageName, fingerprint] =
    /^([A-Za-z]\w*(?:\.[A-Za-z]\w*)+)=SHA256:([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){31})$/.exec(text) ?? [];
  if (packageName === undefined || fingerprint === undefined) return undefined;
  return { packageName, fingerprint: fingerprint.toUpperCase() };
}

export const writeAndroidApp = ({ packageName, fingerprint }: AndroidApp): string =>
  `${packageName}=SHA256:${fingerprint}`;

/** Undefined when there is no app to tell of. */
export const appleAppSiteAssociation = ({ appleApps }: LinkedApps): object | undefined =>
  appleApps.length === 0
    ? undefined
    : { applinks: { details: [{ appIDs: appleApps, components: PATHS.map((path) => ({ "/": path })) }] } };

/** A statement for each package, with all its fingerprints. Undefined when there is no app to tell of. */
export function assetLinks({ androidApps }: LinkedApps): readonly object[] | undefined {
  if (androidApps.length === 0) return undefined;
  return [...Map.groupBy(androidApps, ({ packageName }) => packageName)].map(([package_name, apps]) => ({
    relation: ["delegate_permission/common.handle_all_urls"],
    target: {
      namespace: "android_app",
      package_name,
      sha256_cert_fingerprints: apps.map(({ fingerprint }) => fingerprint),
    },
  }));
}
