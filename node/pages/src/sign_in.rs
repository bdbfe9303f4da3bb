//! The pages `sign_in`.
