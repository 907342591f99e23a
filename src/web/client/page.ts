// The script of pages without live parts: copies texts, shows what is typed into hidden fields.

import "./live/copy.ts";
import "./live/reveal.ts";
