//! The pages `approvals`.
