// How the Android app until 2019 (Java) splits links, and which metadata it accepts.

/** A Java URL with two @ has neither a user nor a host. A + in the user is a space. */
export function readUrl(link: string): { service: string; user: string | undefined; path: string } {
  const [, authority = "", path = ""] = /^tiqrauth:\/\/([^/?#]*)([^?#]*)/.exec(link) ?? [];
  const parts = authority.split("@");
  if (parts.length > 2) return { service: "", user: undefined, path };
  const user = parts.length === 2 ? decodeURIComponent((parts[0] ?? "").replaceAll("+", " ")) : undefined;
  return { service: parts.at(-1) ?? "", user, path };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Each field must be there, but may be null (which becomes the text `null`); a suite may be
 * missing.
 */
export function readJavaMetadata(text: string, status: number) {
  const metadata = parse(text) as { service?: Fields; identity?: Fields } | undefined;
  if (typeof metadata !== "object") return "INVALID_CHALLENGE";
  const { service, identity } = metadata;
  const fields = ["displayName", "identifier", "logoUrl", "infoUrl", "authenticationUrl", "enrollmentUrl"];
  const lacking = (of: Fields | undefined, names: readonly string[]) => names.some((name) => of?.[name] === undefined);
  if (status >= 400 || lacking(service, fields) || lacking(identity, ["identifier", "displayName"]))
    return "INVALID_RESPONSE";
  return {
    service: String(service?.identifier),
    identity: String(identity?.identifier),
    suite: String(service?.ocraSuite),
    authenticationUrl: String(service?.authenticationUrl),
    enrollmentUrl: String(service?.enrollmentUrl),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
