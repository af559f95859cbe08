//! Hand-written lists, most of them one step to this or that side of a rule.

/// Lists, most of them one step to this or that side of a rule; true where every element is right.
pub const VECTORS: &[(&str, bool)] = &[
    // RFC 9110, section 12.5.1.
    ("audio/*; q=0.2, audio/basic", true),
    ("text/plain; q=0.5, text/html,\ttext/x-dvi; q=0.8, text/x-c", true),
    ("text/*, text/plain, text/plain;format=flowed, */*", true),
    (
        "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5",
        true,
    ),
    // Section 12.5.1's note: `q` is the weight wherever it stands.
    ("text/html;q=0.5;level=1", true),
    ("text/html;Q=0.5", true),
    ("text/html;q=\"0.5\"", true),
    ("text/html;q=0.5;q=0.5", false),
    ("text/html;level=1;LEVEL=1", false),
    // Section 12.4.2.
    ("a/b;q=0, a/c;q=0., a/d;q=0.0, a/e;q=0.123, a/f;q=1, a/g;q=1., a/h;q=1.000", true),
    ("a/b;q=1.5, c/d", false),
    ("a/b;q=1.001", false),
    ("a/b;q=0.1234", false),
    ("a/b;q=2", false),
    ("a/b;q=.5", false),
    ("a/b;q=-0", false),
    ("a/b;q=00", false),
    ("a/b;q=0,5", false),
    ("a/b;q", false),
    ("a/b;q=", false),
    ("a/b;q=\"\"", false),
    ("a/b; q =1", false),
    ("a/b;q=1 ;c=d", true),
    // Section 5.6.1: empty elements, blanks.
    ("", true),
    (",", true),
    (" , \t,, a/b ,,c/d, ", true),
    ("a/b c/d", false),
    ("\ta/b\t", true),
    ("a/b\r\n, c/d", false),
    ("a/b;, c/d; ,e/f;;", true),
    // Quotes.
    ("a/b;c=\"d, e/f;q=0\", g/h", true),
    ("a/b;c=\"d\\\", e/f\", g/h", true),
    ("a/b;c=\"d, e/f", false),
    ("a\"b, c/d", false),
    ("\"a/b\", c/d", false),
    // Wildcards, and what is none.
    ("*/*;q=0.1, a/*", true),
    ("*/html, text/*x, **/*", true),
    ("*", false),
    ("*;q=0.5", false),
    ("text/, */*", false),
    ("\u{e9}/b, c/d", false),
    // What Java sends.
    ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", false),
    // [CR-CMD].
    ("application/dm20, application/tnds20", true),
    ("application/dm20; application/tnds20", false),
    ("a/b;q=0.5 ;\tc/d;q=1.5;e/f", false),
    ("a/b;;c/d;", false),
    ("a/b;c/d=e", false),
    ("a/b;x;c/d", false),
    ("a/b;c/, d/e", false),
];
