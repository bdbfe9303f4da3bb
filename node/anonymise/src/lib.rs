//! Statistical disclosure control: from confidential case records to a report that discloses nobody.
//!
//! What was gossiped cannot be called back, so all of this stands before signing, on the publisher's own node. Terms
//! follow the ESSnet *Handbook on Statistical Disclosure Control* (2010).
//!
//! | module | does |
//! |---|---|
//! | [`policy`] | how much protection a table needs |
//! | [`publication`] | a table in its context, and the identity of each of its cells |
//! | [`outcome`] | what protection and audit come to, cell by cell |
//! | [`noise`] | differential privacy instead of suppression |
//! | [`report`] | what became of each cell and why, for the publisher; the method in words, for readers |
//! | [`round`] | controlled rounding instead of suppression |
//! | [`screen`] | personal data in free text |
//!
//! No clock, no randomness, no network: the caller hands those down. Nothing here writes a case record anywhere, or
//! names a value of one in an error or a log line.

pub mod noise;
pub mod outcome;
pub mod policy;
pub mod publication;
pub mod report;
pub mod round;
pub mod screen;
