//! Making JSON of values.

use super::Json;
use crate::{
    reader::{Measure, escaped_len, write_escaped},
    text::Text,
};
use alloc::{string::ToString, vec::Vec};

impl Json<'static> {
    /// `null`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Json::null(), "null");
    /// ```
    pub fn null() -> Self {
        Json { text: Text::from("null"), measure: Measure::default() }
    }

    /// A string.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Json::string("a\"b"), r#""a\"b""#);
    /// ```
    pub fn string(text: &str) -> Self {
        let mut maker = Maker::default();
        maker.string(text);
        maker.finish()
    }

    /// An array of these.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Json;
    ///
    /// assert_eq!(Json::array([Json::null(), Json::from(true)]), "[null,true]");
    /// ```
    pub fn array<'b>(elements: impl IntoIterator<Item = Json<'b>>) -> Self {
        let mut maker = Maker::default();
        maker.nested(b'[', b']', elements, |maker, element| maker.value(&element));
        maker.finish()
    }

    /// An object with these members, in this order. A name may stand twice, as in anything that is kept raw.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Json;
    ///
    /// assert_eq!(Json::object([("a", Json::from(1)), ("b", Json::null())]), r#"{"a":1,"b":null}"#);
    /// ```
    pub fn object<'b, 'c>(members: impl IntoIterator<Item = (&'c str, Json<'b>)>) -> Self {
        let mut maker = Maker::default();
        maker.nested(b'{', b'}', members, |maker, (name, value)| {
            maker.string(name);
            maker.out.push(b':');
            maker.value(&value);
        });
        maker.finish()
    }
}

impl From<bool> for Json<'static> {
    fn from(value: bool) -> Self {
        Json { text: Text::from(if value { "true" } else { "false" }), measure: Measure::default() }
    }
}

macro_rules! integers {
    ($($type:ident)*) => {
        $(
            impl From<$type> for Json<'static> {
                fn from(value: $type) -> Self {
                    Json { text: Text::from(value.to_string()), measure: Measure::default() }
                }
            }
        )*
    };
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// JSON while it is made.
#[derive(Default)]
struct Maker {
    out: Vec<u8>,
    measure: Measure,
}

impl Maker {
    fn string(&mut self, text: &str) {
        self.out.push(b'"');
        write_escaped(&mut self.out, text);
        self.out.push(b'"');
        let len = u32::try_from(escaped_len(text)).unwrap_or(u32::MAX);
        self.measure.longest = self.measure.longest.max(len);
    }

    fn value(&mut self, value: &Json<'_>) {
        self.out.extend_from_slice(value.as_str().as_bytes());
        self.measure.depth = self.measure.depth.max(value.measure.depth);
        self.measure.longest = self.measure.longest.max(value.measure.longest);
        self.measure.values = self.measure.values.saturating_add(value.measure.values);
    }

    fn nested<T>(
        &mut self,
        open: u8,
        close: u8,
        items: impl IntoIterator<Item = T>,
        write: impl Fn(&mut Self, T),
    ) {
        self.out.push(open);
        for item in items {
            if self.out.len() > 1 {
                self.out.push(b',');
            }
            write(self, item);
            self.measure.values = self.measure.values.saturating_add(1);
        }
        self.out.push(close);
        self.measure.depth = self.measure.depth.saturating_add(1);
    }

    fn finish(self) -> Json<'static> {
        Json::made(self.out, self.measure)
    }
}
