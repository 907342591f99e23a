// For /tiqrauth/ and /tiqrenroll/: the notice about a link that no app has taken is always in the page, and stands out once that
// happens.

import "./live/not-opened.ts";
