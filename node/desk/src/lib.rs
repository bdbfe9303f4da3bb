//! Drafts on their way to a signature.
