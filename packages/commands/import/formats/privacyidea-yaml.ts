// privacyIDEA 3.10 and 3.11: `pi-tokenjanitor find … export --format yaml`. One list for each
// thousand tokens, each a document.
import type { Pieces } from "../crypt/fernet-pieces.ts";
import type { Foreign } from "../record.ts";
import { type PrivacyIdeaServer, privacyIdeaRecord } from "./privacyidea-token.ts";
import { readTokenListFile } from "./token-list.ts";

export const readPrivacyIdeaYaml = (pieces: Pieces, server: PrivacyIdeaServer): Foreign =>
  readTokenListFile(pieces, {
    // Read as here, tokens that no phone has enrolled would come with a random key, and each
    // without its suite and its PIN.
    faultOf: ({ info_list }) =>
      info_list === undefined
        ? "Its tokens have no info_list. eduMFA writes such a list, and privacyIDEA up to 3.9: use --from edumfa-yaml."
        : undefined,
    recordOf: (where, element, owner) => privacyIdeaRecord(where, element, owner, {}, server),
  });
