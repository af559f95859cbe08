//! Bodies that are right, with what is in them.

/// A body that is right.
pub struct Vector {
    pub name: &'static str,
    pub boundary: &'static str,
    pub body: &'static str,
    /// The headers of each part, and its content.
    pub parts: &'static [(&'static [(&'static str, &'static str)], &'static str)],
    /// Where the first line ends that has no CR, as the warning says it.
    pub bare: Option<&'static str>,
}

/// RFC 2046, section 5.1.1, the example with a preamble and an epilogue.
pub const SIMPLE: &str = "This is the preamble.  It is to be ignored, though it\r\n\
    is a handy place for composition agents to include an\r\n\
    explanatory note to non-MIME conformant readers.\r\n\
    \r\n\
    --simple boundary\r\n\
    \r\n\
    This is implicitly typed plain US-ASCII text.\r\n\
    It does NOT end with a linebreak.\r\n\
    --simple boundary\r\n\
    Content-type: text/plain; charset=us-ascii\r\n\
    \r\n\
    This is explicitly typed plain US-ASCII text.\r\n\
    It DOES end with a linebreak.\r\n\
    \r\n\
    --simple boundary--\r\n\
    \r\n\
    This is the epilogue.  It is also to be ignored.\r\n";

const INNER: &str = "------ next message ----\r\n\
    \r\n\
    From: someone-else\r\n\
    Date: Fri, 26 Mar 1993 11:13:32 +0200\r\n\
    Subject: my opinion\r\n\
    \r\n\
    \x20 ...body goes here ...\r\n\
    \r\n\
    ------ next message ----\r\n\
    \r\n\
    From: someone-else-again\r\n\
    Date: Fri, 26 Mar 1993 10:07:13 -0500\r\n\
    Subject: my different opinion\r\n\
    \r\n\
    \x20 ... another body goes here ...\r\n\
    \r\n\
    ------ next message ------\r\n";

pub const VECTORS: &[Vector] = &[
    Vector {
        name: "RFC 2046, section 5.1.1",
        boundary: "simple boundary",
        body: SIMPLE,
        parts: &[
            (&[], "This is implicitly typed plain US-ASCII text.\r\nIt does NOT end with a linebreak."),
            (
                &[("Content-type", "text/plain; charset=us-ascii")],
                "This is explicitly typed plain US-ASCII text.\r\nIt DOES end with a linebreak.\r\n",
            ),
        ],
        bare: None,
    },
    Vector {
        name: "RFC 2046, section 5.1.4",
        boundary: "boundary42",
        body: "--boundary42\r\n\
            Content-Type: text/plain; charset=us-ascii\r\n\
            \r\n\
            \x20 ... plain text version of message goes here ...\r\n\
            --boundary42\r\n\
            Content-Type: text/enriched\r\n\
            \r\n\
            \x20 ... RFC 1896 text/enriched version of same message\r\n\
            \x20     goes here ...\r\n\
            --boundary42\r\n\
            Content-Type: application/x-whatever\r\n\
            \r\n\
            \x20 ... fanciest version of same message goes here ...\r\n\
            --boundary42--\r\n",
        parts: &[
            (
                &[("Content-Type", "text/plain; charset=us-ascii")],
                "  ... plain text version of message goes here ...",
            ),
            (
                &[("Content-Type", "text/enriched")],
                "  ... RFC 1896 text/enriched version of same message\r\n      goes here ...",
            ),
            (
                &[("Content-Type", "application/x-whatever")],
                "  ... fanciest version of same message goes here ...",
            ),
        ],
        bare: None,
    },
    Vector {
        name: "RFC 2046, section 5.1.5: a multipart in a part, its header folded",
        boundary: "---- main boundary ----",
        body: "------ main boundary ----\r\n\
            \r\n\
            \x20 ...Introductory text or table of contents...\r\n\
            \r\n\
            ------ main boundary ----\r\n\
            Content-Type: multipart/digest;\r\n\
            \x20             boundary=\"---- next message ----\"\r\n\
            \r\n\
            ------ next message ----\r\n\
            \r\n\
            From: someone-else\r\n\
            Date: Fri, 26 Mar 1993 11:13:32 +0200\r\n\
            Subject: my opinion\r\n\
            \r\n\
            \x20 ...body goes here ...\r\n\
            \r\n\
            ------ next message ----\r\n\
            \r\n\
            From: someone-else-again\r\n\
            Date: Fri, 26 Mar 1993 10:07:13 -0500\r\n\
            Subject: my different opinion\r\n\
            \r\n\
            \x20 ... another body goes here ...\r\n\
            \r\n\
            ------ next message ------\r\n\
            \r\n\
            ------ main boundary ------\r\n",
        parts: &[
            (&[], "  ...Introductory text or table of contents...\r\n"),
            (&[("Content-Type", "multipart/digest; boundary=\"---- next message ----\"")], INNER),
        ],
        bare: None,
    },
    Vector {
        name: "RFC 2046, section 5.1.5: the multipart that was in a part",
        boundary: "---- next message ----",
        body: INNER,
        parts: &[
            (
                &[],
                "From: someone-else\r\nDate: Fri, 26 Mar 1993 11:13:32 +0200\r\nSubject: my opinion\r\n\r\n  \
                 ...body goes here ...\r\n",
            ),
            (
                &[],
                "From: someone-else-again\r\nDate: Fri, 26 Mar 1993 10:07:13 -0500\r\nSubject: my different \
                 opinion\r\n\r\n  ... another body goes here ...\r\n",
            ),
        ],
        bare: None,
    },
    Vector {
        name: "the first line is of the boundary, the last one has no end",
        boundary: "b",
        body: "--b\r\n\r\none\r\n--b--",
        parts: &[(&[], "one")],
        bare: None,
    },
    Vector {
        name: "a line end in front of the first line of the boundary",
        boundary: "b",
        body: "\r\n--b\r\n\r\none\r\n--b--\r\n",
        parts: &[(&[], "one")],
        bare: None,
    },
    Vector {
        name: "padding behind the boundary and behind the closing one",
        boundary: "b",
        body: "pre\r\n--b \t \r\n\r\none\r\n--b\t\r\n\r\ntwo\r\n--b-- \t\r\nepilogue",
        parts: &[(&[], "one"), (&[], "two")],
        bare: None,
    },
    Vector {
        name: "padding at the end of the body",
        boundary: "b",
        body: "--b\r\n\r\none\r\n--b--\t ",
        parts: &[(&[], "one")],
        bare: None,
    },
    Vector {
        name: "the epilogue is not looked at",
        boundary: "b",
        body: "--b\r\n\r\none\r\n--b--\r\n--b\r\nno header\r\n--bX\n--b--\r\n\u{e9}",
        parts: &[(&[], "one")],
        bare: None,
    },
    Vector {
        name: "the preamble holds the boundary, and lines without CR, but no line begins with it",
        boundary: "b",
        body: "a--b\n --b\r\n--a\r\n-\r\n--b\r\n\r\none\r\n--b--\r\n",
        parts: &[(&[], "one")],
        bare: None,
    },
    Vector {
        name: "what is almost the boundary is content",
        boundary: "b",
        body: "--b\r\n\r\n --b\r\n-\r\n--\r\n---b\r\n--a\r\nx--b--\r\r--b\r\n--B\r\n--b--\r\n",
        parts: &[(&[], " --b\r\n-\r\n--\r\n---b\r\n--a\r\nx--b--\r\r--b\r\n--B")],
        bare: None,
    },
    Vector {
        name: "neither headers nor content: a blank line, a line end, nothing",
        boundary: "b",
        body: "--b\r\n\r\n\r\n--b\r\n\r\n--b\r\n--b--\r\n",
        parts: &[(&[], ""), (&[], ""), (&[], "")],
        bare: None,
    },
    Vector {
        name: "headers without content: a blank line, a line end, nothing",
        boundary: "b",
        body: "--b\r\nA: 1\r\n\r\n\r\n--b\r\nA: 2\r\n\r\n--b\r\nA: 3\r\n--b--\r\n",
        parts: &[(&[("A", "1")], ""), (&[("A", "2")], ""), (&[("A", "3")], "")],
        bare: None,
    },
    Vector {
        name: "content of line ends, which but for the last are its own",
        boundary: "b",
        body: "--b\r\n\r\n\r\n\r\n\r\n--b\r\n\r\n\r\r\n--b\r\nA: 1\r\n\r\n\n\r\n--b--\r\n",
        parts: &[(&[], "\r\n\r\n"), (&[], "\r"), (&[("A", "1")], "\n")],
        bare: None,
    },
    Vector {
        name: "content that looks like headers",
        boundary: "b",
        body: "--b\r\n\r\nA: 1\r\n\r\nno header\r\n--b--\r\n",
        parts: &[(&[], "A: 1\r\n\r\nno header")],
        bare: None,
    },
    Vector {
        name: "headers: white space around the value, none, a colon in it, any token, any case, repeated",
        boundary: "b",
        body: "--b\r\nA:1\r\nB: \t 2 3\t4 \t\r\nC:\r\nD: \r\nE: a:b\r\n!#$%&'*+-.^_`|~9: \u{e9}\u{1f600}\r\n\
               a: again\r\nA: and again\r\n\r\none\r\n--b--\r\n",
        parts: &[(
            &[
                ("A", "1"),
                ("B", "2 3\t4"),
                ("C", ""),
                ("D", ""),
                ("E", "a:b"),
                ("!#$%&'*+-.^_`|~9", "\u{e9}\u{1f600}"),
                ("a", "again"),
                ("A", "and again"),
            ],
            "one",
        )],
        bare: None,
    },
    Vector {
        name: "folded headers",
        boundary: "b",
        body: "--b\r\nA: 1\r\n 2\r\n\t \t3 4\t\r\nB:\r\n 1\r\nC: 1\r\n \r\nD:\r\n \r\n\t\r\n 1\r\n \r\n 2\r\nE:\r\n \r\n\
               \r\none\r\n--b--\r\n",
        parts: &[(&[("A", "1 2 3 4"), ("B", "1"), ("C", "1"), ("D", "1 2"), ("E", "")], "one")],
        bare: None,
    },
    Vector {
        name: "a header of the boundary, and one that goes on with it",
        boundary: "b",
        body: "--b\r\nA: --b\r\n --b--\r\n\r\none\r\n--b--\r\n",
        parts: &[(&[("A", "--b --b--")], "one")],
        bare: None,
    },
    Vector {
        name: "content of any bytes",
        boundary: "b",
        body: "--b\r\n\r\n\0\x01\x7f\u{80}\u{7ff}\u{ffff}\u{10ffff}\r\n--b--\r\n",
        parts: &[(&[], "\0\x01\x7f\u{80}\u{7ff}\u{ffff}\u{10ffff}")],
        bare: None,
    },
    Vector {
        name: "LF, and nothing but LF",
        boundary: "b",
        body: "pre\n--b\nA: 1\n\none\nmore\n--b\n\ntwo\n\n--b\n--b--\nepilogue\n",
        parts: &[(&[("A", "1")], "one\nmore"), (&[], "two\n"), (&[], "")],
        bare: Some("3"),
    },
    Vector {
        name: "LF, and the first line is of the boundary",
        boundary: "b",
        body: "--b\n\none\n--b--\n",
        parts: &[(&[], "one")],
        bare: Some("3"),
    },
    Vector {
        name: "LF in front of the first line of the boundary alone",
        boundary: "b",
        body: "\n--b\r\n\r\none\r\n--b--\r\n",
        parts: &[(&[], "one")],
        bare: Some("0"),
    },
    Vector {
        name: "LF behind a header alone",
        boundary: "b",
        body: "--b\r\nA: 1\r\nB: 2\n\r\none\r\n--b--\r\n",
        parts: &[(&[("A", "1"), ("B", "2")], "one")],
        bare: Some("15 (part 1)"),
    },
    Vector {
        name: "LF for the blank line alone, and the content begins with CR",
        boundary: "b",
        body: "--b\r\nA: 1\r\n\n\rone\r\n--b--\r\n",
        parts: &[(&[("A", "1")], "\rone")],
        bare: Some("11 (part 1)"),
    },
    Vector {
        name: "LF for the blank line of a part without headers and content",
        boundary: "b",
        body: "--b\r\n\n--b--\r\n",
        parts: &[(&[], "")],
        bare: Some("5 (part 1)"),
    },
    Vector {
        name: "LF in front of the boundary alone",
        boundary: "b",
        body: "--b\r\n\r\none\n--b\r\n\r\n\n\n--b--\r\n",
        parts: &[(&[], "one"), (&[], "\n")],
        bare: Some("10 (part 1)"),
    },
    Vector {
        name: "LF behind the second line of the boundary alone",
        boundary: "b",
        body: "--b\r\n\r\none\r\n--b \n\r\ntwo\r\n--b--\r\n",
        parts: &[(&[], "one"), (&[], "two")],
        bare: Some("16 (part 1)"),
    },
    Vector {
        name: "LF behind the closing line of the boundary alone",
        boundary: "b",
        body: "--b\r\n\r\none\r\n--b--\t\n",
        parts: &[(&[], "one")],
        bare: Some("18 (part 1)"),
    },
    Vector {
        name: "lines of the content end as they like",
        boundary: "b",
        body: "--b\r\n\r\none\ntwo\rthree\r\nfour\n\r\r\n--b--\r\n",
        parts: &[(&[], "one\ntwo\rthree\r\nfour\n\r")],
        bare: None,
    },
    Vector {
        name: "a boundary of dashes",
        boundary: "--",
        body: "----\r\n\r\n---\r\n---x\r\n----\r\n\r\n --\r\n------\r\n",
        parts: &[(&[], "---\r\n---x"), (&[], " --")],
        bare: None,
    },
    Vector {
        name: "the longest boundary, of every character there may be",
        boundary: "'()+_,-./:=? 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstu",
        body: "--'()+_,-./:=? 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstu\r\n\r\n\
               --'()+_,-./:=? 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst\r\n\
               --'()+_,-./:=? 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstu--\r\n",
        parts: &[(&[], "--'()+_,-./:=? 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst")],
        bare: None,
    },
];
