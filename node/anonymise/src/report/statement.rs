//! What readers may know of how a table was protected. It is made from the public table alone, so it cannot say more
//! than the table does: in particular not which cells were small.

use std::fmt;

use emn_protocol::record::{Suppression, Table, Zeros};
use serde::Serialize;

use super::loss::share;
use super::words::{grouped, percent};

/// The method of a table in words for everybody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MethodStatement {
    /// Counts of 1 to one less are unsafe; `None` when the table states no method.
    pub min_frequency: Option<u64>,
    /// How cells were suppressed.
    pub suppression: Option<Suppression>,
    /// Whether a suppressed cell may be a zero.
    pub zeros: Option<Zeros>,
    /// Base of rounding.
    pub rounding: Option<u64>,
    /// Privacy loss of the noise in thousandths of epsilon.
    pub noise_milli_epsilon: Option<u64>,
    /// Cells that are published or suppressed.
    pub cells: u64,
    /// Suppressed cells.
    pub suppressed: u64,
    /// Their share, 0 to 1, to four digits.
    pub share_suppressed: f64,
}

impl MethodStatement {
    /// The statement of a public table.
    pub fn of(table: &Table) -> Self {
        let method = table.method.as_ref();
        let suppressed = table.flags.values().filter(|flags| flags.suppressed()).count() as u64;
        let cells = table.values.iter().flatten().count() as u64 + suppressed;
        Self {
            min_frequency: method.map(|method| method.min_frequency),
            suppression: method.map(|method| method.suppression),
            zeros: method.map(|method| method.zeros),
            rounding: method.and_then(|method| method.rounding),
            noise_milli_epsilon: method.and_then(|method| method.noise_milli_epsilon),
            cells,
            suppressed,
            share_suppressed: share(suppressed, cells),
        }
    }
}

impl MethodStatement {
    fn which(&self) -> &'static str {
        match (self.suppression, self.zeros) {
            (Some(Suppression::Primary), _) => "all that are too small.",
            (_, Some(Zeros::Published)) => {
                "small counts, and others from which small counts could be worked out. A suppressed cell may \
                 therefore be of any size above zero."
            }
            _ => {
                "small counts, and others from which small counts could be worked out. A suppressed cell may \
                 therefore be of any size, zero included."
            }
        }
    }
}

impl fmt::Display for MethodStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sentences: Vec<String> = Vec::new();
        if let Some(least) = self.min_frequency {
            sentences.push(format!("Counts of 1 to {} are not published.", least.saturating_sub(1)));
        }
        if let Some(base) = self.rounding {
            sentences.push(format!("All values are rounded to multiples of {base}, so that totals still add up."));
        }
        if let Some(milli) = self.noise_milli_epsilon {
            sentences.push(format!(
                "Every value carries random noise (discrete Laplace, epsilon {}.{:03}), so small values may appear \
                 where no person was counted.",
                milli / 1000,
                milli % 1000
            ));
        }
        if self.suppressed > 0 {
            sentences.push(format!(
                "{} of {} cells ({}) are suppressed: {}",
                grouped(self.suppressed),
                grouped(self.cells),
                percent(self.share_suppressed),
                self.which(),
            ));
        } else if self.min_frequency.is_some() && self.noise_milli_epsilon.is_none() {
            sentences.push("No cell is suppressed.".to_owned());
        }
        if sentences.is_empty() {
            sentences.push("The table states no method of protection.".to_owned());
        }
        f.write_str(&sentences.join(" "))
    }
}
