//! What templates hand to functions: values, and references to them, since templates borrow what they read.

use emn_protocol::record::{Audience, Kind};
use emn_protocol::time::{Date, Period, Timestamp};

/// Something that is a `T`, or refers to one.
pub trait Given<T> {
    /// The value.
    fn given(&self) -> T;
}

impl<T, U: Given<T> + ?Sized> Given<T> for &U {
    fn given(&self) -> T {
        (**self).given()
    }
}

macro_rules! whole {
    ($($type:ty),*) => {$(
        impl Given<i64> for $type {
            fn given(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )*};
}

whole!(u8, u16, u32, u64, usize, i32, i64);

macro_rules! itself {
    ($($type:ty),*) => {$(
        impl Given<$type> for $type {
            fn given(&self) -> $type {
                *self
            }
        }
    )*};
}

itself!(u8, Date, Timestamp, Period, Kind, Audience);
