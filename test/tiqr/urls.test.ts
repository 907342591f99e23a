import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AuthenticationLink,
  enrollmentUrl,
  enrolmentQrText,
  identityOf,
  loginQrText,
  metadataUrl,
  readEnrolmentQrText,
  readLoginQrText,
  schemeLink,
  type UrlFormat,
} from "../../src/tiqr/urls.ts";

const scheme: UrlFormat = { kind: "scheme" };
const universal: UrlFormat = { kind: "universal", base: "https://link.test" };
const login = (userId: string | undefined): AuthenticationLink => ({
  userId,
  serviceIdentifier: "tiqr.test",
  sessionKey: "12345678901234567890",
  question: "0123456789",
  displayName: "Test Service",
});

describe("an enrolment link", () => {
  const metadata = "https://tiqr.test/ttype/tiqr?action=metadata&session=S&serial=TiQR1";

  it("is the metadata URL after tiqrenroll://, its scheme included", () => {
    expect(enrolmentQrText(metadata, scheme)).toBe(`tiqrenroll://${metadata}`);
  });

  it("is, in universal form, a path with the slash that iOS needs and the metadata URL encoded", () => {
    expect(enrolmentQrText(metadata, universal)).toBe(
      "https://link.test/tiqrenroll/?metadata=https%3A%2F%2Ftiqr.test%2Fttype%2Ftiqr%3Faction%3Dmetadata%26session%3DS%26serial%3DTiQR1",
    );
  });

  it.each([scheme, universal])("is read back from its $kind form", (format) => {
    const url = fc.string({ unit: "binary" }).map((s) => metadataUrl("https://tiqr.test", s.toWellFormed(), "S-1_a"));
    fc.assert(
      fc.property(url, (text) => {
        expect(readEnrolmentQrText(enrolmentQrText(text, format))).toBe(text);
      }),
    );
  });

  it.each([
    "",
    "tiqrenroll://",
    "tiqrenroll://ftp://host/x",
    "tiqrauth://u@h/1/2/n/2",
    metadata,
    "https://link.test/tiqrenroll/",
    "https://link.test/other/?metadata=x",
  ])("is not %j", (text) => {
    expect(readEnrolmentQrText(text)).toBeUndefined();
  });

  it("leads to an enrolment URL of the same session and serial", () => {
    expect(enrollmentUrl("https://tiqr.test", "a b&c", "TiQR1")).toBe(
      "https://tiqr.test/ttype/tiqr?action=enrollment&session=a%20b%26c&serial=TiQR1",
    );
  });
});

describe("a login link", () => {
  it("names user, service, session, question, name and protocol 2, in this order", () => {
    expect(loginQrText(login("hans_realm1"), scheme)).toBe(
      "tiqrauth://hans_realm1@tiqr.test/12345678901234567890/0123456789/Test%20Service/2",
    );
    expect(loginQrText(login("hans_realm1"), universal)).toBe(
      "https://link.test/tiqrauth/?u=hans_realm1&s=12345678901234567890&q=0123456789&i=tiqr.test&v=2",
    );
  });

  // Every app decodes these, once.
  it.each([
    ["a b", "a%20b"],
    ["a+b", "a%2Bb"],
    ["a@b", "a%40b"],
    ["a/b", "a%2Fb"],
    ["a:b", "a%3Ab"],
    ["a%41", "a%2541"],
    ["a&b=c?d#e", "a%26b%3Dc%3Fd%23e"],
    ["jürgen", "j%C3%BCrgen"],
    ["李", "%E6%9D%8E"],
    ["🔐", "%F0%9F%94%90"],
  ])("writes the user %j as %s in both forms", (user, encoded) => {
    expect(loginQrText(login(identityOf(user, "realm1")), scheme)).toContain(`tiqrauth://${encoded}_realm1@`);
    expect(loginQrText(login(identityOf(user, "realm1")), universal)).toContain(`?u=${encoded}_realm1&s=`);
  });

  it("leaves the user out when there is none", () => {
    expect(loginQrText(login(undefined), scheme)).toMatch(/^tiqrauth:\/\/tiqr\.test\//);
    expect(loginQrText(login(undefined), universal)).toContain("/tiqrauth/?s=");
  });

  const anyUser = fc.oneof(fc.string(), fc.string({ unit: "binary" })).map((user) => user.toWellFormed());

  it.each([scheme, universal])(
    "is plain ASCII in its $kind form and read back, whatever the user is called",
    (format) => {
      fc.assert(
        fc.property(fc.option(anyUser, { nil: undefined }), (userId) => {
          const link = loginQrText(login(userId), format);
          expect(link).toMatch(/^[!-~]+$/);
          const displayName = format.kind === "scheme" ? "Test Service" : "tiqr.test";
          expect(readLoginQrText(link)).toEqual({ ...login(userId), displayName, version: "2" });
        }),
      );
    },
  );

  it("restores a display name with a space or an umlaut, and has another character for a slash", () => {
    const link = loginQrText({ ...login("u"), displayName: "a / ü@2" }, scheme);
    expect(readLoginQrText(link)).toMatchObject({ displayName: "a - ü@2", version: "2" });
  });

  // iOS decodes the path before it splits it: a part of the name would stand for the version.
  it("has the same parts for every app, whatever the service is called", () => {
    const name = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("a/1", "/", "24/7 Login"));
    fc.assert(
      fc.property(name, (anyName) => {
        const displayName = anyName.toWellFormed();
        const link = loginQrText({ ...login("u"), displayName }, scheme);
        const { sessionKey, question } = login("u");
        const written = displayName.replaceAll("/", "-");
        const path = decodeURIComponent(link.slice("tiqrauth://u@tiqr.test".length));
        expect(path.split("/")).toEqual(["", sessionKey, question, written, "2"]);
        expect(readLoginQrText(link)).toMatchObject({ version: "2", ...(written && { displayName: written }) });
      }),
    );
  });

  // test/vectors/phones-measured.json: the path variants of tiqrauth://
  it.each([
    ["tiqrauth://u@h/s/q", "1"],
    ["tiqrauth://u@h/s/q/sp", "1"],
    ["tiqrauth://u@h/s/q/sp/1", "1"],
    ["tiqrauth://u@h/s/q/sp/2", "2"],
    ["tiqrauth://u@h/s/q//2", "2"],
    ["tiqrauth://u@h/s/q/sp?https://ret.example/a", "1"],
    ["https://link.test/tiqrauth?u=u&s=s&q=q&i=h&v=2", "2"],
    ["https://link.test/tiqrauth/?u=u&s=s&q=q&i=h", "1"],
  ])("is understood as %s", (text, version) => {
    expect(readLoginQrText(text)).toMatchObject({
      userId: "u",
      serviceIdentifier: "h",
      sessionKey: "s",
      question: "q",
      version,
    });
  });

  it.each([
    ...["", "tiqrauth://", "tiqrauth://u@h/s", "tiqrauth://u%ff@h/s/q/n/2"],
    ...["https://link.test/tiqrauth/?u=u&s=s&q=q", "https://link.test/other/?u=u&s=s&q=q&i=h&v=2"],
    ...["otpauth://totp/x"],
  ])("is not %j", (text) => {
    expect(readLoginQrText(text)).toBeUndefined();
  });
});

describe("a link for a button", () => {
  const metadata = "https://tiqr.test/ttype/tiqr?action=metadata&session=a%20b&serial=TiQR1";

  it("is the same login, or the same enrolment, in the form that every app opens", () => {
    expect(schemeLink(loginQrText(login("jürgen_realm1"), universal), false)).toBe(
      "tiqrauth://j%C3%BCrgen_realm1@tiqr.test/12345678901234567890/0123456789/tiqr.test/2",
    );
    expect(schemeLink(enrolmentQrText(metadata, universal), false)).toBe(`tiqrenroll://${metadata}`);
  });

  it.each([
    loginQrText({ ...login("a b/c@d_realm1"), displayName: "a / ü@2" }, scheme),
    loginQrText(login(undefined), scheme),
    enrolmentQrText(metadata, scheme),
  ])("is %s when it has that form", (link) => {
    expect(schemeLink(link, false)).toBe(link);
  });

  it.each(["https://tiqr.test", "https://tiqr.test:8443", "http://127.0.0.1:8787", "https://[2001:db8::1]:8443"])(
    "to an enrolment at %s loses its colon in a browser, and nothing in the form for Android",
    (publicUrl) => {
      const address = metadataUrl(publicUrl, "a-b_c", "TiQR1");
      for (const format of [scheme, universal]) {
        const text = enrolmentQrText(address, format);
        const usual = schemeLink(text, false) ?? "";
        expect(new URL(usual).href).toBe(`tiqrenroll://${address.replace("://", "//")}`);
        const link = schemeLink(text, true) ?? "";
        expect(link).toBe(`tiqrenroll://${address.replace("://", ":x@")}`);
        expect(new URL(link).href).toBe(link);
        // What OkHttp makes of the part behind tiqrenroll://, and what of that reaches the server.
        const read = new URL(link.slice("tiqrenroll://".length));
        expect([read.username, read.password]).toEqual(["x", ""]);
        read.username = "";
        expect(read.href).toBe(address);
      }
    },
  );

  it.each([
    "hans_realm1",
    "a!b~c*d'e(f)_r",
    "two  spaces+plus_r",
    "hans@example.org_r",
    "user:password_r",
    "a/b//c?x=1#y&z_r",
    "100%_%20_r",
    "jürgen groß_r",
    "🦊_r",
    `"<a>[b]{c}\\|^\`_r`,
    undefined,
  ])("to a login of %j passes a browser unchanged, with the address to return to", (userId) => {
    const [{ sessionKey, question }, displayName] = [login(userId), "Säule & Söhne (a/b): 100%?#"];
    for (const serviceIdentifier of ["tiqr.test", "localhost", "127.0.0.1"]) {
      const text = loginQrText({ userId, serviceIdentifier, sessionKey, question, displayName }, scheme);
      const link = `${schemeLink(text, true)}?https://tiqr.test/login/back`;
      expect(new URL(link).href).toBe(link);
      expect(readLoginQrText(new URL(link).href)).toEqual(readLoginQrText(text));
    }
  });

  it.each(["", "https://tiqr.test/", "https://tiqr.test/tiqrauth/", "javascript:alert(1)"])(
    "does not exist for %j",
    (text) => {
      expect(schemeLink(text, false)).toBeUndefined();
      expect(schemeLink(text, true)).toBeUndefined();
    },
  );
});
