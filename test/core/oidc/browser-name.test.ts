import { expect, it } from "vitest";
import { browserNameOf } from "../../../src/core/oidc/sessions/browser-name.ts";

const MOZILLA = "Mozilla/5.0";
const KHTML = "AppleWebKit/537.36 (KHTML, like Gecko)";

it.each([
  [`${MOZILLA} (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0`, "Firefox/Windows"],
  [`${MOZILLA} (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, "Edge/Windows"],
  [`${MOZILLA} (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/142.0.0.0 Safari/537.36 OPR/125.0.0.0`, "Opera/Windows"],
  [`${MOZILLA} (X11; Linux x86_64) ${KHTML} Chrome/142.0.0.0 Safari/537.36 Vivaldi/7.6.3797.63`, "Vivaldi/Linux"],
  [`${MOZILLA} (X11; Linux x86_64) ${KHTML} Chrome/142.0.0.0 Safari/537.36`, "Chrome/Linux"],
  [`${MOZILLA} (X11; CrOS x86_64 14541.0.0) ${KHTML} Chrome/142.0.0.0 Safari/537.36`, "Chrome/ChromeOS"],
  [`${MOZILLA} (Linux; Android 10; K) ${KHTML} Chrome/142.0.0.0 Mobile Safari/537.36`, "Chrome/Android"],
  [
    `${MOZILLA} (Linux; Android 10; K) ${KHTML} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`,
    "Samsung Internet/Android",
  ],
  [`${MOZILLA} (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0`, "Firefox/Android"],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1`,
    "Safari/iPhone",
  ],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.7444.128 Mobile/15E148 Safari/604.1`,
    "Chrome/iPhone",
  ],
  [
    `${MOZILLA} (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/145.0 Mobile/15E148 Safari/605.1.15`,
    "Firefox/iPad",
  ],
  [
    `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15`,
    "Safari/macOS",
  ],
  [`${MOZILLA} (X11; FreeBSD amd64; rv:145.0) Gecko/20100101 Firefox/145.0`, "Firefox/"],
  ["SomeApp/1.0 (Windows NT 10.0)", "/Windows"],
  ["curl/8.5.0", ""],
  ["", ""],
  ["<script>alert(1)</script>", ""],
  [`${"x".repeat(400)} Firefox/1 Windows`, ""],
])("%s", (userAgent, name) => {
  expect(browserNameOf(userAgent)).toBe(name);
});
