"""Where nobody must ever get us to connect, in every spelling that we know of."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

SPECIAL_IPV4 = (
    *("0.0.0.0", "0.1.2.3", "0.255.255.255"),
    *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.255.1"),
    *("100.64.0.1", "100.100.100.200", "100.127.255.255"),
    *("127.0.0.1", "127.0.1.1", "127.1.2.3", "127.255.255.254"),
    *("168.63.129.16", "169.254.0.1", "169.254.169.254", "169.254.170.2"),
    *("192.0.0.1", "192.0.0.170", "192.0.0.192", "192.0.2.1", "198.51.100.7", "203.0.113.9"),
    *("192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1"),
    *("198.18.0.1", "198.19.255.254"),
    *("224.0.0.1", "224.0.0.251", "239.255.255.250", "232.1.1.1"),
    *("240.0.0.1", "254.1.1.1", "255.255.255.254", "255.255.255.255"),
)
SPECIAL_IPV6 = (
    *("::", "::1", "0:0:0:0:0:0:0:1", "::2", "::127.0.0.1", "::8.8.8.8"),
    *("::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
    *("::ffff:0.0.0.0", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::8.8.8.8", "64:ff9b:1::7f00:1"),
    *("64:ff9b:1:ffff::1", "100::1", "100:0:0:1::1"),
    *("2001::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:2::1", "2001:10::1", "2001:20::1"),
    *("2001:db8::1", "3fff::1", "2002:7f00:1::1", "2002:a00:1::", "2002:808:808::808:808"),
    *("2620:4f:8000::1", "5f00::1", "4000::1", "8000::1", "1::1", "200::1"),
    *("fc00::1", "fd00::1", "fd00:ec2::254", "fdff:ffff::1"),
    *("fe80::1", "febf::1", "fe80::a9fe:a9fe", "fec0::1", "feff::1"),
    *("ff00::1", "ff02::1", "ff05::2", "ff0e::1"),
    *("2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:a00:1"),
)
ANSWERS_THAT_ARE_NO_ADDRESS = (
    *("", " ", "localhost", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.1 "),
    *("127.0.0.1\n", "[::1]", "::1%lo", "fe80::1%eth0", "127.0.0.1:80", "1.1.1.1/0", "١٢٧.0.0.1"),
)

_DISGUISED = ("127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "0.0.0.0", "100.64.0.1")


def _disguises(address: IPv4Address) -> Iterator[str]:
    """Hosts that some parser somewhere reads as *address*."""
    number = int(address)
    one, two, three, four = address.packed
    yield from (str(address), f"{address}.", f"[::ffff:{address}]", f"[::{address}]")
    yield from (f"{number}", f"{number}.", f"0x{number:x}", f"0X{number:08X}", f"0{number:o}")
    yield from (f"{number + 2**32}", f"0x{number:012x}", f"00000{number:o}")
    yield f"{one}.{number & 0xFFFFFF}"
    yield f"{one}.{two}.{number & 0xFFFF}"
    yield f"0x{one:x}.0x{two:x}.0x{three:x}.0x{four:x}"
    yield f"0x{one:x}.{two}.0{three:o}.{four}"
    yield f"0{one:o}.0{two:o}.0{three:o}.0{four:o}"
    yield f"{one:04d}.{two:03d}.{three:03d}.{four:03d}"
    yield f"{one}.{two}.{three}.0x{four:x}"
    yield f"{one}%2e{two}%2e{three}%2e{four}"
    yield f"{one}\u3002{two}\uff0e{three}\uff61{four}"
    yield "".join(chr(0xFF10 + int(c)) if c.isdigit() else c for c in str(address))
    yield f"[64:ff9b::{address}]"
    yield f"[64:ff9b:1::{address}]"
    yield f"[{IPv6Address((0x2002 << 112) | (number << 80))}]"
    yield f"[{IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF))}]"
    yield f"[2a00:1450::5efe:{address}]"
    yield f"[::ffff:0:{address}]"


_ENCLOSED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_MATHEMATICAL = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _in_other_letters(address: str) -> Iterator[str]:
    """Hosts that turn into *address* where compatible characters are folded."""
    for digits in (_ENCLOSED, _MATHEMATICAL, _ARABIC):
        yield address.translate(digits)
        yield address.translate(digits).replace(".", "。")
    yield address.replace(".", "。")
    yield address.replace(".", "%2E")
    yield "".join(f"%{ord(character):02x}" for character in address)
    yield f"\u200b{address}"
    yield address.replace(".", "\u00ad.")


IN_OTHER_LETTERS = (
    *(host for address in _DISGUISED for host in _in_other_letters(address)),
    *("ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "local\u200bhost", "loc\u00adalhost", "localhost。", "%6c%6f%63alhost"),
    *("1⒈2⒈3⒈4", "²127.0.0.1", "xn--127-0-0-1", "xn--localhost", "[::ffff:①②⑦.0.0.1]", "127.0.0.1\u0338"),
)
WITH_ZONE = tuple(
    f"[{address}%{zone}]"
    for address in ("fe80::1", "::1", "ff02::1", "2a00:1450:4001:80b::200e", "::ffff:127.0.0.1")
    for zone in ("eth0", "25lo", "1", "25", "25251")
)
NAMES_AND_ANSWERS = (
    *(("localhost", ["127.0.0.1", "::1"]), ("ip6-loopback", ["::1"]), ("intranet.example", ["10.1.2.3"])),
    *(("metadata.google.internal", ["169.254.169.254"]), ("metadata", ["169.254.169.254"])),
    *(("instance-data.ec2.internal", ["169.254.169.254"]), ("ec2-v6.example", ["fd00:ec2::254"])),
    *(("metadata.azure.internal", ["168.63.129.16"]), ("metadata.tencentyun.com", ["169.254.0.23"])),
    *(("alibaba.example", ["100.100.100.200"]), ("oracle.example", ["192.0.0.192"])),
    *(("kubernetes.default.svc", ["10.96.0.1"]), ("host.docker.internal", ["192.168.65.2"])),
    *(
        ("router.local", ["192.168.1.1"]),
        ("127.0.0.1.nip.example", ["127.0.0.1"]),
        ("nat64.example", ["64:ff9b::7f00:1"]),
    ),
    *((f"bad{number}.example", [address]) for number, address in enumerate((*SPECIAL_IPV4, *SPECIAL_IPV6))),
    *((f"last{number}.example", ["93.184.215.14", address]) for number, address in enumerate(SPECIAL_IPV4)),
    *((f"first{number}.example", [address, "2606:4700:4700::1111"]) for number, address in enumerate(SPECIAL_IPV6)),
)
"""Names that look harmless, with what a hostile resolver answers."""

DISGUISED_HOSTS = tuple(dict.fromkeys(host for address in _DISGUISED for host in _disguises(IPv4Address(address))))
NAMES_OF_INNER_HOSTS = (
    *("localhost", "LOCALHOST", "localhost.", "ip6-localhost", "localhost.localdomain"),
    *("metadata.google.internal", "metadata", "intranet", "127.0.0.1.nip.example", "router.local"),
    *("a.b.c.localhost", "xn--localhost-", "kubernetes.default.svc", "host.docker.internal"),
)
MALFORMED_URLS = (
    *("", " ", "/", "//127.0.0.1/", "127.0.0.1", "localhost:80", "http:", "http://", "http:///"),
    *(
        "http:127.0.0.1",
        "http:/127.0.0.1/",
        "http:///127.0.0.1/",
        "http://?127.0.0.1",
        "http://#@a",
    ),
    *("http://./", "http://../", "http://a..b/", "http://-a.example/", "http://a-.example/"),
    *("http://[::1/", "http://::1/", "http://[::1]x/", "http://[127.0.0.1]/", "http://[]/"),
    *("http://[::1%25lo]/", "http://[fe80::1%25eth0]/", "http://[v1.a]/", "http://[::1%00]/"),
    *("http://127.0.0.1%00.news.example/", "http://127.0.0.1%23.news.example/"),
    *(
        "http://127.0.0.1\\@news.example/",
        "http://news.example\\@127.0.0.1/",
        "http:\\\\127.0.0.1\\",
    ),
    *(
        "http://127.0.0.1\t/",
        "http://127.0.\n0.1/",
        "http://127.0.0.1\r\nHost: a/",
        "http://a\x00/",
    ),
    *("http://news.example:-1/", "http://news.example:x/", "http://news.example:80:80/"),
    *("http://news example/", "http://*/", "http://news.example,127.0.0.1/", "http://$(id)/"),
    *("http://xn--.example/", "http://xn--a.example/", "https://xn--99999.example/"),
    f"http://{'a' * 64}.example/",
    f"http://{'a.' * 130}example/",
    f"http://news.example/{'a' * 10_000}",
)
OTHER_SCHEMES = (
    *("ftp://news.example/", "file:///etc/hosts", "file://127.0.0.1/", "gopher://127.0.0.1:80/_x"),
    *("dict://127.0.0.1/", "ws://news.example/", "data:text/html,a", "javascript:alert(1)"),
    *(
        "unix:///run/docker.sock",
        "http+unix://%2Frun%2Fdocker.sock/",
        "jar:http://a!/",
        "about:blank",
    ),
    *("mailto:a@news.example", "ldap://127.0.0.1/", "sftp://a/", "view-source:http://127.0.0.1/"),
)
WITH_LOGIN = (
    *("http://user@news.example/", "http://user:secret@news.example/", "http://:secret@127.0.0.1/"),
    *(
        "http://news.example@127.0.0.1/",
        "http://news.example:80@127.0.0.1/",
        "http://a%40b@c.example/",
    ),
    *("http://news.example%2F@127.0.0.1/", "http://a@b@127.0.0.1/", "https://1.1.1.1@[::1]/"),
)
CLOSED_PORTS = (
    0,
    1,
    21,
    22,
    23,
    25,
    110,
    135,
    445,
    2375,
    3306,
    5432,
    6379,
    8000,
    9200,
    11211,
    65535,
)
