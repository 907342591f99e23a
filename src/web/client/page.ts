// The script of pages without live parts: copies texts, shows what is typed into hidden fields,
// and writes times in the zone of the browser.

import "./live/copy.ts";
import "./live/keep.ts";
import "./live/reveal.ts";
import "./live/times.ts";
