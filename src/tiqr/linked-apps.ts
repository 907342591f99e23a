// The files in which phones look up the apps that open universal links: Apple, "Supporting
// associated domains" (apple-app-site-association); Android, "Digital Asset Links" (assetlinks).

export interface AndroidApp {
  readonly packageName: string;
  /** SHA-256 of the app's signing certificate: 32 bytes in upper-case hex, separated by colons. */
  readonly fingerprint: string;
}

export interface LinkedApps {
  /** Apple's app ids, `TEAMID.bundle`. */
  readonly appleApps: readonly string[];
  readonly androidApps: readonly AndroidApp[];
}

/** The paths of universal links, as enrolmentQrText and loginQrText (urls.ts) write them. */
const PATHS = ["/tiqrauth/*", "/tiqrenroll/*"];

export const isAppleAppId = (text: string): boolean => /^[A-Z0-9]{10}(\.[A-Za-z0-9-]+)+$/.test(text);

/** Reads `package=SHA256:fingerprint`. */
export function readAndroidApp(text: string): AndroidApp | undefined {
  const [, packageName, fingerprint] =
    /^([A-Za-z]\w*(?:\.[A-Za-z]\w*)+)=SHA256:([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){31})$/.exec(text) ?? [];
  if (packageName === undefined || fingerprint === undefined) return undefined;
  return { packageName, fingerprint: fingerprint.toUpperCase() };
}

export const writeAndroidApp = ({ packageName, fingerprint }: AndroidApp): string =>
  `${packageName}=SHA256:${fingerprint}`;

/** Returns undefined when no Apple app is set. */
export const appleAppSiteAssociation = ({ appleApps }: LinkedApps): object | undefined =>
  appleApps.length === 0
    ? undefined
    : { applinks: { details: [{ appIDs: appleApps, components: PATHS.map((path) => ({ "/": path })) }] } };

/** One statement for each package, with all its fingerprints; undefined when no app is set. */
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
