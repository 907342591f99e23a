import { expect, test } from "vitest";
import { networkOf, readAddress } from "../../src/lib/network.ts";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["0.0.0.0", "0.0.0.0"],
  ["255.255.255.255", "255.255.255.255"],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["2001:db8::1", "2001:db8::1"],
  ["2001:db8:0001:0000:0000:0000:0000:0010", "2001:db8:1::10"],
  ["::", "::"],
  ["::1", "::1"],
  ["::ffff:192.0.2.1", "::ffff:c000:201"],
])("reads %s", (text, address) => {
  expect(readAddress(text)).toBe(address);
  expect(readAddress(address)).toBe(address);
});

test.each([
  "",
  "unknown",
  "local",
  "192.0.2",
  "192.0.2.1.1",
  "192.0.2.256",
  "192.0.2.01",
  "010.0.0.1",
  "0x7f.0.0.1",
  "192.0.2.1:443",
  "192.0.2.1, 192.0.2.2",
  " 192.0.2.1",
  "192.0.2.1\n",
  "192.0.2.1.",
  "[2001:db8::1]",
  "2001:db8::1]/x",
  "2001:db8::1/64",
  "fe80::1%eth0",
  "2001:db8::1::2",
  "2001:db8",
  "1:2:3:4:5:6:7:8:9",
  "::ffff:192.0.2.01",
  "12345::",
  "0000:".repeat(1000),
])("takes %j for no address", (text) => {
  expect(readAddress(text)).toBeUndefined();
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::FF", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8::/64"],
  ["2001:db8:0:1::1", "2001:db8:0:1::/64"],
  ["1::8", "1::/64"],
  ["::1", "::/64"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:c000:0201", "192.0.2.1"],
  ["unknown", "unknown"],
  ["", ""],
])("counts %s by %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("keeps neighbouring networks apart", () => {
  expect(networkOf("2001:db8:0:1::1")).not.toBe(networkOf("2001:db8:0:2::1"));
  expect(networkOf("192.0.2.1")).not.toBe(networkOf("192.0.2.2"));
});
