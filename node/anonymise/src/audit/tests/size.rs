//! Tables of the sizes that offices publish.
