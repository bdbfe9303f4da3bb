//! Statistical disclosure control: from confidential case records to a report that discloses nobody.
//!
//! What was gossiped cannot be called back, so all of this stands before signing, on the publisher's own node. Terms
//! follow the ESSnet *Handbook on Statistical Disclosure Control* (2010).
//!
//! | module | does |
//! |---|---|
//! | [`audit`] | what readers could derive: an attack on the public tables, independent of how they were protected |
//! | [`ledger`] | what this member published before, in full precision, encrypted |
//! | [`noise`] | differential privacy instead of suppression |
//! | [`outcome`] | what protection and audit come to, cell by cell |
//! | [`pipeline`] | protects, attacks and repairs until nothing is exposed |
//! | [`policy`] | how much protection a table needs |
//! | [`publication`] | a table in its context, and the identity of each of its cells |
//! | [`read`] | case records from delimited text and Parquet |
//! | [`report`] | what became of each cell and why, for the publisher; the method in words, for readers |
//! | [`round`] | controlled rounding instead of suppression |
//! | [`sample`] | made-up tables for tests and benchmarks |
//! | [`screen`] | personal data in free text |
//! | [`suppress`] | hides small counts, and others that would give them away |
//! | [`tabulate`] | counts them, with all margins |
//!
//! No clock, no randomness, no network: the caller hands those down. Nothing here writes a case record anywhere, or
//! names a value of one in an error or a log line.

pub mod audit;
pub mod ledger;
pub mod noise;
pub mod outcome;
pub mod pipeline;
pub mod policy;
pub mod publication;
pub mod read;
pub mod report;
pub mod round;
pub mod sample;
pub mod screen;
pub mod suppress;
pub mod tabulate;
