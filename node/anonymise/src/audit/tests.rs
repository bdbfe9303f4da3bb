//! Tests of the auditor, most of them against an enumeration of all possible tables.

mod brute_force;
mod cases;
mod sample;
mod size;
