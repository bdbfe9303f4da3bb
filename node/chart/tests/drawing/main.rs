//! Charts are drawn as they should be, and hostile ones do no harm.

mod charts;
mod checking;
mod hostile;
mod painting;
mod pictures;
mod texts;
