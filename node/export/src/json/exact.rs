//! Numbers and maps in JSON as they are meant: digits as published, keys in their order.

use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::number::decimal;

/// A decimal number, written with all its digits. Only for JSON.
pub(crate) struct Exact {
    /// The scaled value.
    pub(crate) value: i64,
    /// Digits after the decimal point.
    pub(crate) decimals: u8,
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(decimal(self.value, self.decimals)).map_err(S::Error::custom)?.serialize(s)
    }
}

/// A JSON object whose keys stay in order.
pub(crate) struct InOrder<K, V>(pub(crate) Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for InOrder<K, V> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
