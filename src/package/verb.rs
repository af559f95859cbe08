//! What the commands are called in each dialect, in one table.

/// Makes [`Verb`] and what is known of each by its name.
macro_rules! verbs {
    ($($verb:ident: $published:literal, $draft:expr;)*) => {
        /// Which command it is, without its parameters.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Verb {
            $($verb,)*
        }

        /// The verb of each published name, in its [`bucket`]: one comparison is enough.
        static PUBLISHED: [Option<(u64, Verb)>; 16] = buckets([$(($published, Verb::$verb)),*]);

        // A pattern has the name of its verb.
        #[allow(non_upper_case_globals)]
        impl Verb {
            pub(crate) const fn published_name(self) -> &'static str {
                match self { $(Verb::$verb => $published,)* }
            }

            /// `None` for what the draft cannot say.
            pub(crate) const fn draft_name(self) -> Option<&'static str> {
                match self { $(Verb::$verb => $draft,)* }
            }

            /// The published name, found without a branch.
            #[inline(always)]
            pub(crate) fn padded(self) -> &'static Padded {
                static NAMES: [Padded; [$($published),*].len()] = [$(Padded::new($published)),*];
                #[allow(clippy::indexing_slicing, reason = "each verb has its name, and the compiler sees it")]
                &NAMES[self as usize]
            }

            pub(crate) fn from_published_name(name: &str) -> Option<Self> {
                if name.len() < 8 { Self::from_published_word(word(name)) } else { None }
            }

            /// The same for a published name as the bytes of a word, the first one lowest, with a quote behind it and zeros
            /// behind that. The quote says where the name ends: there may be a zero in what is none.
            #[inline(always)]
            pub(crate) fn from_published_word(name: u64) -> Option<Self> {
                match PUBLISHED.get(bucket(name))? {
                    Some((known, verb)) if *known == name => Some(*verb),
                    _ => None,
                }
            }

            /// The published name is read too, unless the draft says something else by it or cannot say that at all.
            // What the draft cannot say has no name, for which there is an arm already.
            #[allow(unreachable_patterns)]
            #[inline]
            pub(crate) fn from_draft_name(name: &str) -> Option<Self> {
                // Patterns of bytes are compared in place, those of text by a call each.
                $(const $verb: &[u8] = match Verb::$verb.draft_name() {
                    Some(name) => name.as_bytes(),
                    None => b"",
                };)*
                match name.as_bytes() {
                    b"" => None,
                    $($verb => Some(Verb::$verb),)*
                    _ => Verb::from_published_name(name).filter(|verb| verb.draft_name().is_some()),
                }
            }
        }
    };
}

/// A published name, and behind it what makes all of them equally long.
pub(crate) struct Padded {
    pub(crate) bytes: [u8; 7],
    len: u8,
}

impl Padded {
    const fn new(name: &str) -> Self {
        let [a, b, c, d, e, f, g, _] = word(name).to_le_bytes();
        #[allow(clippy::cast_possible_truncation, reason = "a word holds no more than seven")]
        let len = name.len() as u8;
        Padded { bytes: [a, b, c, d, e, f, g], len }
    }

    /// How long the name is.
    #[inline(always)]
    pub(crate) const fn len(&self) -> usize {
        self.len as usize
    }
}

/// One of 16 buckets, of which each published name has one to itself.
#[inline(always)]
const fn bucket(name: u64) -> usize {
    // The factor was found by trying. Once it no longer does, the crate does not compile: then another has to be found.
    const FACTOR: u64 = 453;
    let folded = (name ^ name >> 32) & u32::MAX as u64;
    let bits = folded.wrapping_mul(FACTOR) & u32::MAX as u64;
    #[allow(clippy::cast_possible_truncation, reason = "four bits are left")]
    let bucket = (bits >> 28) as usize;
    bucket
}

const fn buckets<const N: usize>(names: [(&str, Verb); N]) -> [Option<(u64, Verb)>; 16] {
    let mut buckets = [None; 16];
    let mut index = 0;
    while index < N {
        #[allow(clippy::indexing_slicing, reason = "only the compiler runs it")]
        {
            let (name, verb) = names[index];
            assert!(name.len() < 8, "a word holds names of at most seven letters");
            let bucket = &mut buckets[bucket(word(name))];
            assert!(bucket.is_none(), "two names have one bucket: another factor is needed");
            *bucket = Some((word(name), verb));
        }
        index += 1;
    }
    buckets
}

/// The bytes of a name of at most seven and a quote in one word, the first one lowest.
const fn word(name: &str) -> u64 {
    let mut word = b'"' as u64;
    let mut rest = name.as_bytes();
    while let [tail @ .., byte] = rest {
        word = word << 8 | *byte as u64;
        rest = tail;
    }
    word
}

verbs! {
    HGet: "HGET", Some("GET");
    HPut: "HPUT", Some("PUT");
    HPost: "HPOST", Some("POST");
    Delete: "DELETE", Some("DELETE");
    Exec: "EXEC", Some("EXEC");
    Get: "GET", Some("INCLUDE");
    Show: "SHOW", Some("SHOW");
    Default: "DEFAULT", Some("DEFAULT");
    Cont: "CONT", Some("CONT");
    End: "END", Some("END");
    Sub: "SUB", None;
    Unsub: "UNSUB", None;
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn a_name_is_its_bytes_and_a_quote() {
        for (name, bytes) in [("", b"\"\0\0\0\0\0\0\0"), ("END", b"END\"\0\0\0\0"), ("DEFAULT", b"DEFAULT\"")]
        {
            assert_eq!(word(name), u64::from_le_bytes(*bytes), "{name}");
        }
    }

    #[test]
    fn each_name_has_a_bucket_to_itself() {
        let names = [("HGET", Verb::HGet), ("UNSUB", Verb::Unsub), ("END", Verb::End)];
        let found: Vec<_> = buckets(names).into_iter().flatten().collect();
        assert_eq!(found.len(), names.len());
        for (name, verb) in names {
            assert!(found.contains(&(word(name), verb)), "{name}");
        }
        assert_eq!(buckets([]), [None; 16]);
    }
}
