# Writes test/vectors/import.json: exports and their parts as other tools make them, none of them by our own code. Run with
# python3-cryptography, python3-passlib, python3-yaml and openssl:  python3 test/vectors/make-import-vectors.py > test/vectors/import.json
import base64, hashlib, json, os, subprocess, sys

import yaml
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.padding import PKCS7
from passlib.hash import pbkdf2_sha256, pbkdf2_sha512

SECRET = "31323334353637383930313233343536373839303132333435363738393031FF"


def cbc(key, iv, data):
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def pkcs7(data):
    padder = PKCS7(128).padder()
    return padder.update(data) + padder.finalize()


def marked(data):
    text = data.hex().encode() + b"\x01\x02"
    return text + b"\0" * (-len(text) % 16)


def openssl(cipher, key, iv, text):
    command = ["openssl", "enc", "-" + cipher, "-K", key.hex(), "-iv", iv.hex()]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


def stored(cipher, key_id, key):
    if cipher.endswith("cbc"):
        iv, tag = os.urandom(16), b""
        sealed = openssl(cipher, key, iv, SECRET.lower())
    else:
        iv = os.urandom(12)
        both = AESGCM(key).encrypt(iv, SECRET.lower().encode(), None)
        sealed, tag = both[:-16], both[-16:]
    return ":".join(["openssl", cipher, key_id] + [base64.b64encode(part).decode() for part in (iv, tag, sealed)])


def element(serial, login="hans", realm="realm1", **more):
    made = {
        "serial": serial,
        "type": "tiqr",
        "otpkey": SECRET,
        "description": "Hans' phone: \u00fc, \u2013 and a long text that has to be folded because it does not fit into eighty characters",
        "otplen": 6,
        "maxfail": 10,
        "failcount": 0,
        "counter": 0,
        "window": 10,
        "active": True,
        "revoked": False,
        "locked": False,
        "rollout_state": "enrolled",
        "_hashed_pin": pbkdf2_sha512.using(rounds=25000).hash("1234"),
        "info_list": {"ocrasuite": "OCRA-1:HOTP-SHA1-6:QH10", "tokenkind": "software", "note": "kept: yes"},
        "issuer": "privacyIDEA",
        "user": {"login": login, "realm": realm, "resolver": "res", "uid": "1", "custom_attributes": {"desk": "12"}},
    }
    made.update(more)
    return made


keys = {"key1": os.urandom(16), "key2": os.urandom(24), "key3": os.urandom(32)}
by_bits = {"128": "key1", "192": "key2", "256": "key3"}
enc_file = os.urandom(96)
password = "the password of the file"
file_iv, pin_iv, key_iv = os.urandom(16), os.urandom(16), os.urandom(16)
fernet_key = Fernet.generate_key()
elements = [
    element("TIQR0001"),
    element("TIQR0002", info_list={"ocrasuite": "OCRA-1:HOTP-SHA1-6:QH10", "session": "abc"}),
    element("TIQR0003", login="j\u00fcrgen@home", _hashed_pin=pbkdf2_sha512.using(rounds=25000).hash("")),
    element("TIQR0004", type="hotp"),
    element("TIQR0005", failcount=10, _hashed_pin=""),
]
janitor = [{**{k: v for k, v in one.items() if k != "user"}, "owner": one["user"]["login"] + "@" + one["user"]["realm"]} for one in elements]
janitor[3]["owner"] = "n/a"
encryption_secret = "secret of eduID"
registration = AESGCM(hashlib.sha256(encryption_secret.encode()).digest()).encrypt(encryption_secret.encode(), SECRET.lower().encode(), None)

json.dump(
    {
        "secretHex": SECRET.lower(),
        "fernet": {
            "specification": {
                "key": "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=",
                "token": "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==",
                "plain": "hello",
            },
            "key": fernet_key.decode(),
            "token": Fernet(fernet_key).encrypt(b"a text").decode(),
            "plain": "a text",
        },
        "pi": {"key": fernet_key.decode(), "file": Fernet(fernet_key).encrypt(json.dumps(elements, indent=2).encode()).decode()},
        "yaml": yaml.safe_dump(janitor[:2]) + yaml.safe_dump([]) + "---\n" + yaml.safe_dump(janitor[2:]),
        "passlib": {
            "of1234": pbkdf2_sha512.using(rounds=25000).hash("1234"),
            "sha256Of1234": pbkdf2_sha256.using(rounds=29000, salt=b"saltsaltsaltsalt").hash("1234"),
            "sha256OfNone": pbkdf2_sha256.using(rounds=29000, salt=b"saltsaltsaltsalt").hash(""),
            "ofNone": pbkdf2_sha512.using(rounds=1000).hash(""),
        },
        "encFile": {
            "plain": base64.b64encode(enc_file).decode(),
            "password": password,
            "encrypted": file_iv.hex() + ":" + cbc(hashlib.sha256(password.encode()).digest(), file_iv, marked(enc_file)).hex() + "\n",
            "ivHex": key_iv.hex(),
            "keyNew": cbc(enc_file[:32], key_iv, pkcs7(SECRET.encode())).hex(),
            "keyOld": cbc(enc_file[:32], key_iv, marked(SECRET.encode())).hex(),
            "keyEmpty": cbc(enc_file[:32], key_iv, pkcs7(b"")).hex(),
            "reversiblePin": "@@" + pin_iv.hex() + ":" + cbc(enc_file[:32], pin_iv, pkcs7(b"4321")).hex(),
            "pinSeed": "a1b2c3",
            "seededPin": hashlib.sha256(b"1234" + bytes.fromhex("a1b2c3")).hexdigest(),
        },
        "openssl": {
            "keys": {name: key.hex() for name, key in keys.items()},
            "stored": {
                f"aes-{bits}-{mode}": stored(f"aes-{bits}-{mode}", by_bits[bits], keys[by_bits[bits]])
                for bits in by_bits
                for mode in ("cbc", "gcm")
            },
        },
        "eduid": {"encryptionSecret": encryption_secret, "secret": base64.b64encode(registration).decode()},
    },
    sys.stdout,
    indent=2,
)
print()
