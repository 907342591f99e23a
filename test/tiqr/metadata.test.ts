import { expect, it } from "vitest";
import { buildMetadata } from "../../src/tiqr/metadata.ts";

const service = {
  publicUrl: "https://tiqr.test",
  serviceIdentifier: "id.test",
  serviceDisplayName: "Service",
  logoUrl: "https://logo.test/l.png",
  infoUrl: "https://info.test",
};
const enrollee = {
  user: "jürgen",
  realm: "realm1",
  displayName: "Jürgen M",
  serial: "TiQR1",
  suite: "SUITE",
  session: "S",
};

it("builds the nine fields from the service and the enrollee", () => {
  expect(buildMetadata(service, enrollee)).toEqual({
    service: {
      displayName: "Service",
      identifier: "id.test",
      logoUrl: "https://logo.test/l.png",
      infoUrl: "https://info.test",
      authenticationUrl: "https://tiqr.test/ttype/tiqr",
      ocraSuite: "SUITE",
      enrollmentUrl: "https://tiqr.test/ttype/tiqr?action=enrollment&session=S&serial=TiQR1",
    },
    identity: { identifier: "jürgen_realm1", displayName: "Jürgen M" },
  });
});
