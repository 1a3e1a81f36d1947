export interface HostileEndpoint {
  readonly name: string;
  /** `{port}` is a sentinel's, `{own}` the server's own. */
  readonly url: string;
  readonly why: string;
}

/** Addresses that a customer may name, and that lead, or are meant to lead, where no customer belongs. */
const table = String.raw`
loopback | http://127.0.0.1:{port} | this machine
loopback over TLS | https://127.0.0.1:{port} | this machine, in another scheme
loopback with a path | http://127.0.0.1:{port}/v1/chat | a path makes no address public
another loopback | http://127.0.0.2:{port} | all of 127/8 is this machine
last loopback | http://127.255.255.254:{port} | all of 127/8 is this machine
loopback, zero dropped | http://127.1:{port} | missing parts are zero
loopback, two parts | http://127.0.1:{port} | missing parts are zero
loopback, decimal | http://2130706433:{port} | one number stands for four
loopback, hexadecimal | http://0x7f000001:{port} | one hexadecimal number stands for four
loopback, hexadecimal parts | http://0x7f.0x0.0x0.0x1:{port} | parts may be hexadecimal
loopback, capital X | http://0X7F.1:{port} | so may they in capitals
loopback, octal | http://0177.0.0.1:{port} | parts with a leading zero are octal
loopback, long octal | http://017700000001:{port} | one octal number stands for four
loopback, padded octal | http://0000177.0.0.1:{port} | any number of zeros
loopback, mixed bases | http://0x7f.0.0.01:{port} | each part in a base of its own
loopback, trailing dot | http://127.0.0.1.:{port} | a dot at the end is dropped
loopback, fullwidth | http://１２７.０.０.１:{port} | the parser maps these digits to ours
loopback, enclosed digits | http://①②⑦.⓪.⓪.①:{port} | so it does with circled ones
loopback, mathematical digits | http://𝟏𝟐𝟕.𝟎.𝟎.𝟏:{port} | and bold ones
loopback, ideographic dots | http://127。0。0。1:{port} | and dots of other scripts
loopback, halfwidth dots | http://127｡0｡0｡1:{port} | and dots of other scripts
loopback, percent-encoded | http://%31%32%37.0.0.1:{port} | hosts are decoded first
loopback, encoded dots | http://127%2e0%2e0%2e1:{port} | dots too
loopback, soft hyphen | http://127.0.0\u00ad.1:{port} | it is dropped
loopback, zero-width space | http://127.0.0.1\u200b:{port} | it is dropped
loopback, tab inside | http://127.0.\t0.1:{port} | tabs are dropped
loopback, line break inside | http://127.0.\n0.1:{port} | line breaks are dropped
loopback, spaces around | \u0020http://127.0.0.1:{port}\u0020 | they are trimmed
loopback, backslashes | http:\\\\127.0.0.1:{port} | slashes to the parser
loopback, one slash | http:/127.0.0.1:{port} | one is enough
loopback, no slash | http:127.0.0.1:{port} | none is enough
loopback, many slashes | http://///127.0.0.1:{port} | any number
loopback, capital scheme | HTTP://127.0.0.1:{port} | schemes have no case
loopback, padded port | http://127.0.0.1:0{port} | leading zeros of a port are dropped
unspecified | http://0.0.0.0:{port} | connects to this machine
unspecified, short | http://0:{port} | connects to this machine
unspecified, hexadecimal | http://0x0:{port} | connects to this machine
this network | http://0.1.2.3:{port} | 0/8 is this network
private, ten | http://10.0.0.1:{port} | RFC 1918
private, decimal ten | http://167772161:{port} | RFC 1918
private, first of 172 | http://172.16.0.1:{port} | RFC 1918
private, last of 172 | http://172.31.255.255:{port} | RFC 1918
private, 192.168 | http://192.168.1.1:{port} | RFC 1918
shared by carriers | http://100.64.0.1:{port} | 100.64/10
last shared by carriers | http://100.127.255.254:{port} | 100.64/10
link-local | http://169.254.1.1:{port} | 169.254/16
metadata | http://169.254.169.254/latest/meta-data | AWS, Google, Azure
metadata, decimal | http://2852039166/latest | the same
metadata, hexadecimal | http://0xa9fea9fe | the same
metadata, octal | http://0251.0376.0251.0376 | the same
metadata, short | http://169.254.43518 | the last part fills two
metadata of containers | http://169.254.170.2/v2/credentials | AWS ECS
metadata of pods | http://169.254.170.23/v1/credentials | AWS EKS
metadata of Alibaba | http://100.100.100.200/latest | in the carriers' range
metadata of Oracle | http://192.0.0.192/opc | in 192.0.0/24
metadata of Azure's wire server | http://168.63.129.16/machine | public by its number
metadata of Equinix | http://192.80.8.124/metadata | public by its number
metadata of Scaleway | http://169.254.42.42/conf | link-local
protocol assignments | http://192.0.0.1:{port} | 192.0.0/24
documentation one | http://192.0.2.1:{port} | nobody's
documentation two | http://198.51.100.1:{port} | nobody's
documentation three | http://203.0.113.1:{port} | nobody's
relay of 6to4 | http://192.88.99.1:{port} | a tunnel's entry
AS112 | http://192.31.196.1:{port} | answers locally
AMT | http://192.52.193.1:{port} | a tunnel's entry
direct delegation AS112 | http://192.175.48.1:{port} | answers locally
benchmark | http://198.18.0.1:{port} | used inside
last benchmark | http://198.19.255.254:{port} | used inside
multicast | http://224.0.0.1:{port} | no single host
last multicast | http://239.255.255.255:{port} | no single host
reserved | http://240.0.0.1:{port} | 240/4
last reserved | http://255.255.255.254:{port} | 240/4
broadcast | http://255.255.255.255:{port} | everybody near
IPv6 loopback | http://[::1]:{port} | this machine
IPv6 loopback, long | http://[0:0:0:0:0:0:0:1]:{port} | this machine
IPv6 loopback, zeros | http://[0000::0001]:{port} | this machine
IPv6 unspecified | http://[::]:{port} | connects to this machine
mapped loopback | http://[::ffff:127.0.0.1]:{port} | IPv4 within IPv6
mapped loopback, hexadecimal | http://[::ffff:7f00:1]:{port} | IPv4 within IPv6
mapped loopback, long | http://[0:0:0:0:0:ffff:7f00:1]:{port} | IPv4 within IPv6
mapped loopback, capitals | http://[::FFFF:7F00:1]:{port} | IPv4 within IPv6
mapped unspecified | http://[::ffff:0:0]:{port} | IPv4 within IPv6
mapped metadata | http://[::ffff:169.254.169.254] | IPv4 within IPv6
mapped public | http://[::ffff:8.8.8.8]:{port} | nobody needs this spelling
translated loopback | http://[::ffff:0:127.0.0.1]:{port} | RFC 2765
compatible loopback | http://[::127.0.0.1]:{port} | the old form
compatible metadata | http://[::a9fe:a9fe] | the old form
NAT64 loopback | http://[64:ff9b::7f00:1]:{port} | a translator leads it inside
NAT64 metadata | http://[64:ff9b::169.254.169.254] | a translator leads it inside
NAT64 private | http://[64:ff9b::a00:1]:{port} | a translator leads it inside
NAT64 of a network | http://[64:ff9b:1::a00:1]:{port} | RFC 8215
NAT64 of a network, shifted | http://[64:ff9b:1:fffe::7f00:1]:{port} | RFC 8215
6to4 loopback | http://[2002:7f00:1::]:{port} | a tunnel leads it inside
6to4 private | http://[2002:a00:1::1]:{port} | a tunnel leads it inside
6to4 metadata | http://[2002:a9fe:a9fe::] | a tunnel leads it inside
Teredo | http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{port} | a tunnel leads it inside
Teredo server | http://[2001:0:7f00:1::]:{port} | a tunnel leads it inside
ISATAP | http://[2a00:1450::5efe:10.0.0.1]:{port} | a tunnel leads it inside
ISATAP, universal | http://[2a00:1450::200:5efe:7f00:1]:{port} | a tunnel leads it inside
ISATAP, group bit | http://[2a00:1450::100:5efe:7f00:1]:{port} | a tunnel leads it inside
ISATAP, link-local | http://[fe80::5efe:127.0.0.1]:{port} | a tunnel leads it inside
unique local | http://[fc00::1]:{port} | fc00::/7
unique local, used half | http://[fd12:3456:789a::1]:{port} | fc00::/7
metadata of AWS by IPv6 | http://[fd00:ec2::254]/latest | unique local
metadata of Google by IPv6 | http://[fd20:ce::254] | unique local
link-local IPv6 | http://[fe80::1]:{port} | fe80::/10
link-local with a zone | http://[fe80::1%25eth0]:{port} | a zone is no part of a URL
loopback with a zone | http://[::1%25lo]:{port} | a zone is no part of a URL
last link-local | http://[febf::1]:{port} | fe80::/10
site-local | http://[fec0::1]:{port} | deprecated, still inside
multicast IPv6 | http://[ff02::1]:{port} | all nodes near
multicast of a site | http://[ff05::2]:{port} | all routers of the site
documentation IPv6 | http://[2001:db8::1]:{port} | nobody's
new documentation IPv6 | http://[3fff::1]:{port} | nobody's
benchmark IPv6 | http://[2001:2::1]:{port} | used inside
ORCHID | http://[2001:10::1]:{port} | no address
ORCHID two | http://[2001:20::1]:{port} | no address
AS112 IPv6 | http://[2620:4f:8000::1]:{port} | answers locally
discard | http://[100::1]:{port} | black hole
segment routing | http://[5f00::1]:{port} | within an operator's network
not yet global | http://[4000::1]:{port} | only 2000::/3 is given out
garbled IPv6 | http://[::1:{port} | no URL
garbled IPv6 with text | http://[::g]:{port} | no URL
user name | http://user@93.184.215.14 | the host stands behind it
user name and password | http://user:pass@93.184.215.14 | the host stands behind it
password alone | http://:pass@93.184.215.14 | the host stands behind it
host as a user name | http://api.openai.com@127.0.0.1:{port} | a reader takes the first for the host
host as a user name, encoded | http://api.openai.com%40127.0.0.1:{port} | an encoded sign
host and a hash | http://127.0.0.1:{port}#@api.openai.com | a reader takes the last for the host
backslash before a sign | http://127.0.0.1:{port}\\@api.openai.com | parsers differ here
question mark before a sign | http://127.0.0.1:{port}?@api.openai.com | parsers differ here
file | file:///etc/passwd | no scheme of ours
file on a host | file://127.0.0.1/etc/passwd | no scheme of ours
gopher | gopher://127.0.0.1:6379/_FLUSHALL | no scheme of ours
dict | dict://127.0.0.1:11211/stat | no scheme of ours
ldap | ldap://127.0.0.1:389 | no scheme of ours
ftp | ftp://127.0.0.1:{port} | no scheme of ours
ssh | ssh://127.0.0.1:22 | no scheme of ours
data | data:text/plain,x | no scheme of ours
javascript | javascript:alert(1) | no scheme of ours
blob | blob:http://127.0.0.1:{port}/x | no scheme of ours
about | about:blank | no scheme of ours
web socket | ws://127.0.0.1:{port} | no scheme of ours
Unix socket | unix:/var/run/docker.sock | no scheme of ours
Unix socket over HTTP | http+unix://%2Fvar%2Frun%2Fdocker.sock/info | no scheme of ours
Unix socket as a host | http://unix:/var/run/docker.sock:/info | a host of that name, which may be inside
view-source | view-source:http://127.0.0.1:{port} | no scheme of ours
no scheme | 127.0.0.1:{port} | no URL
scheme left out | //127.0.0.1:{port} | no URL
empty | about: | no host
port nought | http://93.184.215.14:0 | no port
telnet | http://93.184.215.14:23 | speaks no HTTP
shell | https://93.184.215.14:22 | speaks no HTTP
mail | https://93.184.215.14:25 | a request may read as a mail
submission | https://93.184.215.14:587 | a request may read as a mail
name server | http://93.184.215.14:53 | speaks no HTTP
directory | http://93.184.215.14:389 | speaks no HTTP
file shares | http://93.184.215.14:445 | speaks no HTTP
Postgres | http://93.184.215.14:5432 | a database
MySQL | http://93.184.215.14:3306 | a database
Redis | http://93.184.215.14:6379 | a request may read as commands
memcached | http://93.184.215.14:11211 | a request may read as commands
MongoDB | http://93.184.215.14:27017 | a database
Elasticsearch | http://93.184.215.14:9200 | a database
Docker | http://93.184.215.14:2375 | runs programs
etcd | http://93.184.215.14:2379 | holds secrets
kubelet | https://93.184.215.14:10250 | runs programs
port beyond | http://93.184.215.14:65536 | no URL
own API | http://127.0.0.1:{own}/graphql | this server
own API by IPv6 | http://[::1]:{own}/graphql | this server
own API by any address | http://0.0.0.0:{own}/graphql | this server
own interface | http://{interface}:{port} | what listens on this machine
name of this machine | http://localhost:{port} | this machine
name of this machine, dot | http://localhost.:{port} | this machine
name of this machine, capitals | http://LOCALHOST:{port} | names have no case
name below localhost | http://anything.localhost:{port} | this machine
name of this machine by IPv6 | http://ip6-localhost:{port} | this machine
name with its domain | http://localhost.localdomain:{port} | this machine
name with fullwidth letters | http://ｌｏｃａｌｈｏｓｔ:{port} | the parser maps these to ours
metadata by name | http://metadata.google.internal/computeMetadata | a name for the metadata service
metadata by short name | http://metadata/computeMetadata | a name for the metadata service
instance data | http://instance-data/latest | a name for the metadata service
address as a name | http://127.0.0.1.nip.io:{port} | a public name for a private address
address as a name, dashes | http://10-0-0-1.sslip.io:{port} | a public name for a private address
customer's name of loopback | http://loop.attacker.example:{port} | anybody may name any address
customer's name of this network | http://zero.attacker.example:{port} | connects to this machine
customer's name of metadata | http://meta.attacker.example | anybody may name any address
customer's name by IPv6 | http://six.attacker.example:{port} | an answer of IPv6 alone
customer's name, mapped | http://mapped.attacker.example:{port} | an answer that stands for another
customer's name, NAT64 | http://nat.attacker.example:{port} | an answer that stands for another
customer's name, two addresses | http://two.attacker.example:{port} | one public, one not
customer's name, last of many | http://many.attacker.example:{port} | the last of forty
customer's name, with a zone | http://zone.attacker.example:{port} | an answer with a zone
customer's name, no address | http://garbled.attacker.example:{port} | an answer that is no address
customer's name, own interface | http://here.attacker.example:{port} | what listens on this machine
customer's name of the own API | http://loop.attacker.example:{own} | this server
`;

const read = (line: string): HostileEndpoint => {
  const [name, url, why] = line.split(' | ') as [string, string, string];
  // With the escapes of JSON, for signs that nobody sees.
  return { name, url: JSON.parse(`"${url}"`) as string, why };
};

export const hostileEndpoints: readonly HostileEndpoint[] = table.trim().split('\n').map(read);

/** What a name server of the attacker's, or the hosts file, says. */
export const hostileNames: Readonly<Record<string, readonly string[]>> = {
  unix: ['127.0.0.1'],
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'anything.localhost': ['127.0.0.1'],
  'ip6-localhost': ['::1'],
  'localhost.localdomain': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  metadata: ['169.254.169.254'],
  'instance-data': ['169.254.169.254'],
  '127.0.0.1.nip.io': ['127.0.0.1'],
  '10-0-0-1.sslip.io': ['10.0.0.1'],
  'loop.attacker.example': ['127.0.0.1'],
  'zero.attacker.example': ['0.0.0.0'],
  'meta.attacker.example': ['169.254.169.254'],
  'six.attacker.example': ['::1'],
  'mapped.attacker.example': ['::ffff:127.0.0.1'],
  'nat.attacker.example': ['64:ff9b::7f00:1'],
  'two.attacker.example': ['93.184.215.14', '127.0.0.1'],
  'many.attacker.example': [...Array.from({ length: 39 }, (_, n) => `93.184.215.${n + 1}`), '127.0.0.1'],
  'zone.attacker.example': ['fe80::1%lo'],
  'garbled.attacker.example': ['not an address'],
};
