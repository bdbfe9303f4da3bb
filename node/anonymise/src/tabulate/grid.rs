//! Counts by combination of classes: a dense array that grows with the classes.

/// Dimensions at most.
pub(super) const AXES: usize = emn_protocol::limits::DIMENSIONS;

/// The class of each dimension; zero beyond the last.
pub(super) type Place = [u16; AXES];

/// A count that no longer fits 64 bits, or more combinations than are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    /// A count is too large.
    Count,
    /// There are too many combinations.
    Combinations,
}

/// Counts, row-major over as many places as there is room for along each dimension.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    room: Vec<usize>,
    strides: [usize; AXES],
    cells: Vec<u64>,
    limit: usize,
}

impl Grid {
    pub(super) fn new(axes: usize, limit: usize) -> Self {
        let room = vec![1; axes];
        let strides = strides(&room);
        Self { room, strides, cells: vec![0; 1], limit }
    }

    /// Adds to the count at a place.
    #[inline]
    pub(super) fn add(&mut self, place: &Place, count: u64) -> Result<(), Full> {
        let mut index = 0;
        let mut inside = true;
        for ((class, room), stride) in place.iter().zip(&self.room).zip(&self.strides) {
            inside &= usize::from(*class) < *room;
            index += usize::from(*class) * stride;
        }
        if !inside {
            self.grow(place)?;
            return self.add(place, count);
        }
        let Some(cell) = self.cells.get_mut(index) else { return Err(Full::Combinations) };
        *cell = cell.checked_add(count).ok_or(Full::Count)?;
        Ok(())
    }

    /// Makes room for a place: half as much again along each dimension that is too short.
    #[cold]
    fn grow(&mut self, place: &Place) -> Result<(), Full> {
        let needed = |class: u16, room: usize| {
            let needed = usize::from(class) + 1;
            if needed > room { needed.max(room + room / 2).max(4) } else { room }
        };
        let fits = |room: &[usize]| {
            room.iter().try_fold(1usize, |cells, room| cells.checked_mul(*room)).filter(|cells| *cells <= self.limit)
        };
        let mut room: Vec<usize> = self.room.iter().zip(place).map(|(room, class)| needed(*class, *room)).collect();
        if fits(&room).is_none() {
            // No room to spare: exactly what is needed.
            room = self.room.iter().zip(place).map(|(room, class)| (*room).max(usize::from(*class) + 1)).collect();
        }
        let cells = fits(&room).ok_or(Full::Combinations)?;
        let mut larger = vec![0; cells];
        let new = strides(&room);
        for (place, count) in self.counts() {
            let index: usize = place.iter().zip(&new).map(|(class, stride)| usize::from(*class) * stride).sum();
            larger[index] = count;
        }
        *self = Self { room, strides: new, cells: larger, limit: self.limit };
        Ok(())
    }

    /// Every place with a count above zero.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Place, u64)> {
        self.cells.iter().enumerate().filter(|(_, count)| **count > 0).map(|(index, count)| {
            let mut place = [0; AXES];
            for ((class, room), stride) in place.iter_mut().zip(&self.room).zip(&self.strides) {
                // Classes are numbered in 16 bits.
                *class = u16::try_from(index / stride % room).unwrap_or(u16::MAX);
            }
            (place, *count)
        })
    }
}

fn strides(room: &[usize]) -> [usize; AXES] {
    let mut strides = [0; AXES];
    let mut stride = 1;
    for (at, room) in room.iter().enumerate().rev() {
        strides[at] = stride;
        stride *= room;
    }
    strides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grid_keeps_counts_while_it_grows() {
        let mut grid = Grid::new(2, 10_000);
        let place = |a, b| [a, b, 0, 0, 0, 0, 0, 0];
        for n in 0..50 {
            grid.add(&place(n, 49 - n), u64::from(n) + 1).unwrap();
            grid.add(&place(n, 49 - n), 1).unwrap();
        }
        let mut found: Vec<_> = grid.counts().collect();
        found.sort_unstable();
        assert_eq!(found, (0..50).map(|n| (place(n, 49 - n), u64::from(n) + 2)).collect::<Vec<_>>());
    }

    #[test]
    fn grid_is_bounded_and_checks_sums() {
        let mut grid = Grid::new(2, 100);
        assert_eq!(grid.add(&[9, 9, 0, 0, 0, 0, 0, 0], u64::MAX), Ok(()));
        assert_eq!(grid.add(&[9, 9, 0, 0, 0, 0, 0, 0], 1), Err(Full::Count));
        assert_eq!(grid.add(&[10, 9, 0, 0, 0, 0, 0, 0], 1), Err(Full::Combinations));
        let mut scalar = Grid::new(0, 1);
        scalar.add(&[0; AXES], 3).unwrap();
        assert_eq!(scalar.counts().collect::<Vec<_>>(), [([0; AXES], 3)]);
    }
}
