// Addresses that this service may call or show: public ones, by https.

import { expect, it } from "vitest";
import { addressFault } from "../../src/lib/public-address.ts";

it.each([
  "https://hooks.example.org/in?x=1",
  "https://8.8.8.8/",
  "https://[2606:4700::1111]:8443/",
  "https://[2001:200::1]/",
  "https://[3fff:1000::1]/",
  "https://[2a00::1]/",
  "https://xn--mnchen-3ya.example/",
  "https://svc.example.org/",
  "https://my-fritz.box.example.org/",
  "https://notfritz.box/",
  "HTTPS://Hooks.Example.org/",
  ...["https://default.example.org/", "https://docker.com/", "https://arpa.example.org/", "https://notts.net/"],
  ...["https://hooks.example.org:443/", "https://hooks.example.org:8443/", "https://hooks.example.org:2222/"],
])("%s is a public address", (address) => {
  expect(addressFault(address, false)).toBeUndefined();
});

it.each([
  ...["http://hooks.example.org/", "ftp://hooks.example.org/", "hooks.example.org", "", "javascript:alert(1)"],
  ...[
    "https://user@hooks.example.org/",
    "https://hooks.example.org/#x",
    `https://hooks.example.org/${"x".repeat(2000)}`,
  ],
  ...["https://localhost/", "https://a.localhost/", "https://printer/", "https://printer.local/"],
  ...["https://x.internal./", "https://localhost../", "https://127.0.0.1../", "https://a..example.org/"],
  ...["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/", "https://127.1/"],
  ...["https://0/"],
  ...["https://10.1.2.3/", "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.1.1/"],
  ...["https://100.64.0.1/"],
  ...["https://169.254.169.254/latest/meta-data", "https://224.0.0.1/", "https://255.255.255.255/"],
  ...["https://198.18.0.1/"],
  ...["https://kubernetes.default.svc/", "https://api.default.svc.cluster.local/", "https://printer.localdomain/"],
  ...["https://localhost.localdomain./", "https://fritz.box/", "https://nas.FRITZ.box/", "https://router.home/"],
  ...["https://router.lan/", "https://nas.home.arpa/", "https://wiki.corp/", "https://wiki.private/"],
  ...["https://wiki.intranet/"],
  ...["https://kubernetes.default/", "https://api.cluster/", "https://foo.consul/", "https://foo.service.CONSUL./"],
  ...["https://foo.nomad/", "https://foo.docker/", "https://foo.workgroup/", "https://foo.domain/"],
  ...["https://mail.mail/", "https://foo.arpa/", "https://1.0.0.127.in-addr.arpa/", "https://1.0.0.0.ip6.arpa/"],
  ...["https://foo.ts.net/", "https://foo.tail1234.ts.net/", "https://ts.net/"],
  ...["https://hooks.example.org:22/", "https://hooks.example.org:022/", "https://hooks.example.org:25/"],
  ...["https://8.8.8.8:6667/", "https://[2606:4700::1111]:10080/", "https://hooks.example.org:0/"],
  ...["https:hooks.example.org/", "https:/hooks.example.org/", "https:\\\\hooks.example.org/"],
  ...["https:///hooks.example.org/", "https://\uff28ooks.example.org/", "https://hooks\u3002example\u3002org/"],
  ...["https://\u24d4xample.org/", "https://m\u00fcnchen.example/"],
  ...["https://[::1]/", "https://[::]/", "https://[fc00::1]/", "https://[fe80::1]/", "https://[::ffff:10.0.0.1]/"],
  ...["https://[64:ff9b::a00:1]/", "https://[2001:db8::1]/", "https://[2002:a00:1::]/", "https://[2001::1]/"],
  ...["https://[2001:2::1]/", "https://[2001:20::1]/", "https://[2001:1ff::1]/", "https://[3fff::1]/"],
  ...["https://[3fff:fff::1]/"],
  ...["https://example.org\n.evil.example/", "https://example.org/\t", " https://example.org/"],
  ...["https://example.org/\u202e"],
])("%s is not a public address", (address) => {
  expect(addressFault(address, false)).toBeDefined();
});

it("says whether the host or the port is wrong", () => {
  expect(addressFault("https://wiki.consul:22/", false)).toBe("a public address");
  expect(addressFault("https://hooks.example.org:22/", false)).toBe("an address with a port of HTTP");
});

it("for tests an operator may allow others, by http or https alone", () => {
  expect(addressFault("http://127.0.0.1:3000/hook", true)).toBeUndefined();
  expect(addressFault("ftp://127.0.0.1/", true)).toBeDefined();
  expect(addressFault("http://user@127.0.0.1/", true)).toBeDefined();
  expect(addressFault("http:127.0.0.1/", true)).toBeDefined();
});
