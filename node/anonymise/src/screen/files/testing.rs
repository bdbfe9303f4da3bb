//! Files for the tests.
