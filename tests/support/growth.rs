//! Bodies whose length doubles from 1 KB to 1 MB, of like content all along: the same thousand bytes again and again. Of every
//! package in both dialects, and of what a peer sends who wants it to take long.

use omadm::{
    Limits, ManagementData, Options, Package1, Package2, Package3, draft, json,
    multipart::{self, Boundary},
};
use std::hint::black_box;

/// How often a body has what its series repeats.
pub(crate) const TIMES: [usize; 11] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/// What is done with a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Codec {
    Package1,
    Package2,
    Package3,
    ManagementData,
    Draft2,
    Draft3,
    Parts,
}

impl Codec {
    pub(crate) const ALL: [Codec; 7] = [
        Codec::Package1,
        Codec::Package2,
        Codec::Package3,
        Codec::ManagementData,
        Codec::Draft2,
        Codec::Draft3,
        Codec::Parts,
    ];

    /// Decodes a body and encodes what was decoded, each within `measure`. Both are done once before, and the buffer is large
    /// enough: what the allocator does for the first time is not ours.
    pub(crate) fn run(self, body: &[u8], measure: impl Fn(&mut dyn FnMut())) {
        let options = options();
        macro_rules! both {
            ($codec:ident, $package:ty) => {{
                let decode = || black_box($codec::decode::<$package>(body, &options).unwrap().value);
                drop($codec::to_vec(&decode()));
                let mut decoded = None;
                measure(&mut || decoded = Some(decode()));
                let (value, mut out) = (decoded.unwrap(), Vec::with_capacity(2 * body.len()));
                measure(&mut || black_box($codec::encode(&value, &mut out, &options)).unwrap());
            }};
        }
        match self {
            Codec::Package1 => both!(json, Package1),
            Codec::Package2 => both!(json, Package2),
            Codec::Package3 => both!(json, Package3),
            Codec::ManagementData => both!(json, ManagementData),
            Codec::Draft2 => both!(draft, Package2),
            Codec::Draft3 => both!(draft, Package3),
            Codec::Parts => {
                let boundary = Boundary::parse("b0undary").unwrap();
                let decode = || black_box(multipart::decode(body, &boundary, &options).unwrap().value);
                drop(multipart::encode(&decode(), &mut Vec::new(), &options));
                let mut decoded = None;
                measure(&mut || decoded = Some(decode()));
                let (parts, mut out) = (decoded.unwrap(), Vec::with_capacity(2 * body.len()));
                measure(&mut || drop(black_box(multipart::encode(&parts, &mut out, &options)).unwrap()));
            }
        }
    }
}

/// The limits that a megabyte of any of them needs.
fn options() -> Options {
    let most = 1 << 20;
    let limits = Limits::default().with_commands(most).with_statuses(most).with_alerts(most).with_mos(most);
    Options::default().with_limits(limits.with_values(4 << 20).with_nodes(most).with_parts(most))
}

/// Bodies that differ in length only.
pub(crate) struct Series {
    pub(crate) name: &'static str,
    pub(crate) codec: Codec,
    begin: &'static str,
    /// About a thousand bytes of elements.
    elements: String,
    between: &'static str,
    end: &'static str,
}

impl Series {
    pub(crate) fn body(&self, times: usize) -> Vec<u8> {
        let elements = vec![self.elements.as_str(); times].join(self.between);
        [self.begin, &elements, self.end].concat().into_bytes()
    }
}

pub(crate) fn all() -> Vec<Series> {
    let mut all = Vec::new();
    let mut add = |name, codec, begin, elements: &[&str], between: &'static str, end| {
        let once = elements.join(between);
        let elements = vec![once.as_str(); 1000_usize.div_ceil(once.len() + between.len())].join(between);
        all.push(Series { name, codec, begin, elements, between, end });
    };
    let commands = [
        r#"["GET","urn:oma:mo:oma-dm-devinfo:1.2//?Levels=1"]"#,
        r#"["HPUT","https://repo.example/x?id=1","urn:oma:mo:x:1.0/left/Data","urn:oma:mo:x:1.0/*/Data/1"]"#,
        r#"["EXEC","urn:oma:mo:x:1.0/(y)/Reset?nv=(y)/ID:GPS","https://dm.example.com/"]"#,
        r#"["DELETE","urn:oma:mo:x:1.0/left/Data%20/2"]"#,
    ];
    add("Package2", Codec::Package2, r#"{"CMD":["#, &commands, ",", "]}");
    let mos = [
        r#"{"DDF":"https://www.example.com/x.ddf","MOID":"urn:oma:mo:x:1.0","MIID":["left","GPS-12"]}"#,
        r#"{"MOID":"urn:oma:mo:oma-fumo:1.0","MIID":["1"]}"#,
    ];
    add("Package1, MOS", Codec::Package1, r#"{"MOS":["#, &mos, ",", "]}");
    let alerts = [
        r#"{"AlertType":"urn:oma:at:x","SourceURI":"urn:oma:mo:x:1.0//a","Mark":"minor","Data":{"a":["b",1]}}"#,
    ];
    add("Package1, alerts", Codec::Package1, r#"{"Alert":["#, &alerts, ",", "]}");
    let statuses =
        [r#"{"sc":200}"#, r#"{"sc":200,"URI":["urn:oma:mo:x:1.0/left/","urn:oma:mo:x:1.0/right/"]}"#];
    add("Package3", Codec::Package3, r#"{"Status":["#, &statuses, ",", "]}");
    let records = [r#"{"ClientURI":"urn:oma:mo:x:1.0//a","MOData":{"a":{"b":1,"c":{"d":"e"},"f":true}}}"#];
    add("records", Codec::ManagementData, "[", &records, ",", "]");
    let nodes = [r#""a":{"b":1,"c":{"d":"e"},"f":true}"#];
    add("nodes", Codec::ManagementData, r#"[{"ClientURI":"urn:x//","MOData":{"X":{"#, &nodes, ",", "}}}]");
    let lines = [
        "INCLUDE urn:oma:mo:oma-dm-devinfo:1.2//?Levels=1",
        "PUT https://repo.example/x?id=1 urn:oma:mo:x:1.0/left/Data urn:oma:mo:x:1.0/*/Data/1",
        "DELETE urn:oma:mo:x:1.0/left/Data%20/2",
    ];
    add("draft Package2", Codec::Draft2, "", &lines, "\r\n", "\r\n");
    let lines = ["200", "404", "200 urn:oma:mo:x:1.0/left/ urn:oma:mo:x:1.0/right/"];
    add("draft Package3", Codec::Draft3, "", &lines, "\r\n", "\r\n");
    let part = "--b0undary\r\nContent-Type: application/json\r\n\r\n[{\"MOData\":{\"a\":{\"b\":1}}}]";
    add("parts", Codec::Parts, "", &[part], "\r\n", "\r\n--b0undary--\r\n");

    // All escapes.
    let escaped = r"\u0075\u0072\u006e\u003a\u0078\/\/\u0061\/\u0062";
    let command = format!(r#"["\u0047\u0045\u0054","{escaped}"]"#);
    add("Package2, all escapes", Codec::Package2, r#"{"CMD":["#, &[&command], ",", "]}");
    let mo = r#"{"\u004d\u0049ID":["\n\t\"\\\/\u00e9\ud83d\ude00"]}"#;
    add("Package1, all escapes", Codec::Package1, r#"{"MOS":["#, &[mo], ",", "]}");
    let status = format!(r#"{{"\u0073c":200,"\u0055RI":["{escaped}"]}}"#);
    add("Package3, all escapes", Codec::Package3, r#"{"Status":["#, &[&status], ",", "]}");
    let record = r#"{"MOData":{"\u0061":{"\n\"\\":"\t\ud83d\ude00"}}}"#;
    add("records, all escapes", Codec::ManagementData, "[", &[record], ",", "]");
    // All slots unreadable.
    let slots = [
        r#"["FROB","urn:x//"]"#,
        r#"["GET","urn:oma:mo:x:1.0/left/Data%"]"#,
        r#"["EXEC"]"#,
        "17",
        r#"{"a":[{"b":"c"}],"d":null}"#,
    ];
    add("Package2, no slot readable", Codec::Package2, r#"{"CMD":["#, &slots, ",", "]}");
    let lines = ["FROB urn:x//", "INCLUDE urn:oma:mo:x:1.0/left/Data%", "EXEC"];
    add("draft Package2, no line readable", Codec::Draft2, "", &lines, "\r\n", "\r\n");
    // What begins like a boundary and is none, at the beginning of lines and elsewhere.
    let begin = "--b0undary\r\n\r\n";
    let almost = ["\r\n--b0undar", "\n--b0undarx", "x--b0undary", "\r--b0undary", "\n", "\n-", "\r\n--"];
    add("almost boundaries", Codec::Parts, begin, &almost, "", "\r\n--b0undary--\r\n");
    all
}
