//! Tests of the store.

mod entries;
mod failures;
mod fixture;
mod journals;
mod model;
mod on_disk;
mod serving;
