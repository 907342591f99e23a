// Header injection: names of people come from others, and end up in headers that applications
// trust.

import { describe, expect, it } from "vitest";
import { remoteHeaders } from "../../../src/http/authz/remote-headers.ts";

const told = { user: "alice", name: "Alice", email: "alice@example.org", groups: ["staff", "wiki users"] };
const headersOf = (changed: Partial<typeof told> = {}) => remoteHeaders({ ...told, ...changed });

it("are always four, empty ones too, so that none of the browser's own gets past the proxy", () => {
  expect(headersOf({ email: "", groups: [] })).toEqual({
    "Remote-User": "alice",
    "Remote-Groups": "",
    "Remote-Name": "Alice",
    "Remote-Email": "",
  });
  expect(headersOf()["Remote-Groups"]).toBe("staff,wiki users");
});

describe("a name", () => {
  it.each([
    ["letters of other scripts", "Jürgen Ċ 張", "J%C3%BCrgen %C4%8A %E5%BC%B5"],
    ["a line break", "alice\r\nRemote-Groups: admins", "alice%0D%0ARemote-Groups: admins"],
    ["other controls", "a\0b\u007fc\u0085d\u2028e\tf", "a%00b%7Fc%C2%85d%E2%80%A8e%09f"],
    ["blanks at the ends, which a header drops", " admin  ", "%20admin%20%20"],
    ["an encoded one, which stays another name", "%20admin", "%2520admin"],
    ["half a character", "a\ud800", "a%EF%BF%BD"],
    ["nothing of what people write in ASCII", `o'neil+x@y.z (A & "B")`, `o'neil+x@y.z (A & "B")`],
  ])("encodes %s", (_, given, header) => {
    const headers = headersOf({ user: given, name: given, email: given, groups: [given, "b"] });
    expect(Object.values(headers)).toEqual([header, `${header},b`, header, header]);
    expect(decodeURIComponent(header)).toBe(given.toWellFormed());
    // As a header it stays what it is.
    expect(new Headers(headers).get("Remote-User")).toBe(header);
  });

  it("has a comma encoded in a group alone, where it would make two of it", () => {
    const headers = headersOf({ name: "Doe, Jane", groups: ["a,admins", "b"] });
    expect([headers["Remote-Name"], headers["Remote-Groups"]]).toEqual(["Doe, Jane", "a%2Cadmins,b"]);
  });
});
