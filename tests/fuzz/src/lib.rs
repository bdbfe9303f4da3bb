//! What the fuzz targets share: a network to run against, and a mutator that keeps CBOR well-formed.

pub mod cbor;
pub mod world;
