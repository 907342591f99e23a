// The files that tell both systems which apps open universal links.

import { describe, expect, it } from "vitest";
import { appleAppSiteAssociation, assetLinks, readAndroidApp, writeAndroidApp } from "../../src/tiqr/linked-apps.ts";

const FINGERPRINTS = ["AB", "CD"].map((byte) => Array(32).fill(byte).join(":"));
const androidApps = ["org.example.app", "org.example.app", "org.example.other"].map((packageName, index) => ({
  packageName,
  fingerprint: FINGERPRINTS[index % 2] as string,
}));

describe("Apple", () => {
  it("gets the apps and the paths of both kinds of links", () => {
    expect(appleAppSiteAssociation({ appleApps: ["A1B2C3D4E5.org.example.app"], androidApps: [] })).toEqual({
      applinks: {
        details: [
          { appIDs: ["A1B2C3D4E5.org.example.app"], components: [{ "/": "/tiqrauth/*" }, { "/": "/tiqrenroll/*" }] },
        ],
      },
    });
  });

  it("gets an empty list if there is no app", () => {
    expect(appleAppSiteAssociation({ appleApps: [], androidApps })).toBeUndefined();
  });
});

describe("Android", () => {
  it("gets each package once, with all its fingerprints", () => {
    expect(assetLinks({ appleApps: [], androidApps })).toEqual(
      [
        { package_name: "org.example.app", sha256_cert_fingerprints: FINGERPRINTS },
        { package_name: "org.example.other", sha256_cert_fingerprints: [FINGERPRINTS[0]] },
      ].map((target) => ({
        relation: ["delegate_permission/common.handle_all_urls"],
        target: { namespace: "android_app", ...target },
      })),
    );
  });

  it("gets an empty list if there is no app", () => {
    expect(assetLinks({ appleApps: ["A1B2C3D4E5.org.example.app"], androidApps: [] })).toBeUndefined();
  });

  it("has its setting in the form in which it is read, with the fingerprint in capitals", () => {
    const [app] = androidApps;
    const text = `org.example.app=SHA256:${FINGERPRINTS[0]}`;
    expect(readAndroidApp(text.replaceAll("AB", "ab"))).toEqual(app);
    expect(app && writeAndroidApp(app)).toBe(text);
  });
});
