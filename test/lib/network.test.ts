import { expect, test } from "vitest";
import { isOverlapping, isWithin, networkOf, readAddress, readNetwork, siteOf } from "../../src/lib/network.ts";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["0.0.0.0", "0.0.0.0"],
  ["255.255.255.255", "255.255.255.255"],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["2001:db8::1", "2001:db8::1"],
  ["2001:db8:0001:0000:0000:0000:0000:0010", "2001:db8:1::10"],
  ["::", "::"],
  ["::1", "::1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:c000:0201", "192.0.2.1"],
  ["::ffff:0:1", "0.0.0.1"],
  ["::ffff:0:0:1", "::ffff:0:0:1"],
  ["::192.0.2.1", "::c000:201"],
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

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
  ["2001:db8:1:ff00::", "2001:db8:1::/48"],
  ["2001:db8::1", "2001:db8::/48"],
  ["::1", "::/48"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["unknown", "unknown"],
])("takes %s to be of the site %s", (address, site) => {
  expect(siteOf(address)).toBe(site);
});

test("keeps neighbouring networks apart", () => {
  expect(networkOf("2001:db8:0:1::1")).not.toBe(networkOf("2001:db8:0:2::1"));
  expect(networkOf("192.0.2.1")).not.toBe(networkOf("192.0.2.2"));
});

const networksOf = (text: string) => text.split(" ").map((word) => readNetwork(word) ?? expect.fail(word));

test.each([
  ["192.0.2.10", "192.0.2.10/32"],
  ["192.0.2.0/24", "192.0.2.0/24"],
  ["10.0.0.0/8", "10.0.0.0/8"],
  ["128.0.0.0/1", "128.0.0.0/1"],
  ["::ffff:192.0.2.10", "192.0.2.10/32"],
  ["2001:DB8:A:0::", "2001:db8:a::/128"],
  ["2001:db8:a::/48", "2001:db8:a::/48"],
  ["8000::/1", "8000::/1"],
])("reads the network %s", (text, canonical) => {
  expect(readNetwork(text)?.text).toBe(canonical);
  expect(readNetwork(canonical)?.text).toBe(canonical);
});

test.each([
  ...["", "/8", "unknown", "*", "192.0.2", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/024", "192.0.2.0/-1"],
  ...["192.0.2.0/24/8"],
  ...["192.0.2.10/24", "10.1.0.0/8", "2001:db8::1/64", "2001:db8::/129", "192.0.2.0/255.255.255.0"],
  ...["0.0.0.0/0", "::/0", "::ffff:192.0.2.0/120", "::ffff:10.0.0.0/8", "192.0.2.0-192.0.2.9", "app.example.org"],
])("takes %j for no network", (text) => {
  expect(readNetwork(text)).toBeUndefined();
});

test.each([
  ["192.0.2.0", true],
  ["192.0.2.255", true],
  ["192.0.1.255", false],
  ["192.0.3.0", false],
  ["10.0.0.5", true],
  ["10.0.0.4", false],
  ["2001:db8:a:ffff::1", true],
  ["2001:db8:b::", false],
  ["::c000:201", false],
  ["unknown", false],
  ["", false],
])("finds %j in a list of networks: %s", (address, isIn) => {
  expect(isWithin(address, networksOf("192.0.2.0/24 10.0.0.5 2001:db8:a::/48"))).toBe(isIn);
});

test("finds nobody in no network, and no IPv4 in a network of IPv6", () => {
  expect(isWithin("192.0.2.1", [])).toBe(false);
  expect(isWithin("192.0.2.1", networksOf("::/1"))).toBe(false);
});

test.each([
  ["192.0.2.10", "192.0.2.0/24", true],
  ["192.0.2.10", "192.0.2.11", false],
  ["2001:db8::/64", "2001:db8::5", true],
  ["2001:db8::/64", "2001:db8::/48", true],
  ["2001:db8::/64", "2001:db8:0:1::5", false],
  ["192.0.2.10", "2001:db8::/48", false],
  ["unknown", "192.0.2.0/24", false],
])("%s and %s share an address: %s", (network, other, share) => {
  expect(isOverlapping(network, networksOf(other))).toBe(share);
});
