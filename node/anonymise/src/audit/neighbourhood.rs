//! Small parts of a large component: unknowns around one of them that can change while all others stay as they are,
//! and equations around one that bound it whatever the others say.

use std::collections::VecDeque;

use super::component::Component;
use super::dictionary::{Added, Dictionary};

/// Finds neighbourhoods. Holds memory that is used again for each.
pub(super) struct Finder<'a> {
    component: &'a Component,
    /// Number of chosen unknowns in each line.
    chosen_in: Vec<u32>,
    touched: Vec<bool>,
    chosen: Vec<bool>,
    /// Position among the chosen.
    local: Vec<u32>,
}

/// A part of a component as a program of its own.
pub(super) struct Part {
    /// Unknowns of the component.
    pub(super) unknowns: Vec<u32>,
    /// Equations among them, in positions of `unknowns`.
    pub(super) lines: Vec<(Vec<(u32, f64)>, f64)>,
    /// The lines of the component they come from.
    pub(super) of: Vec<u32>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(component: &'a Component) -> Self {
        let (unknowns, lines) = (component.unknowns.len(), component.lines.len());
        Self {
            component,
            chosen_in: vec![0; lines],
            touched: vec![false; lines],
            chosen: vec![false; unknowns],
            local: vec![u32::MAX; unknowns],
        }
    }

    /// About `size` unknowns around those of `start` such that their lines have at least two
    /// of them: a change of one can then be made up for by others.
    pub(super) fn around(&mut self, start: &[u32], size: usize) -> Vec<u32> {
        let mut chosen: Vec<u32> = Vec::new();
        let (mut lines, mut single) = (Vec::new(), VecDeque::new());
        let mut closing = VecDeque::new();
        for &unknown in start {
            self.choose(unknown, &mut chosen, &mut lines, &mut single, &mut closing);
        }
        let mut turn = 0;
        while chosen.len() < size {
            // First what brings in no further line, then a partner for a line that has only one, then anything near.
            if let Some(unknown) = closing.pop_front() {
                self.choose(unknown, &mut chosen, &mut lines, &mut single, &mut closing);
                continue;
            }
            let line = match single.pop_front() {
                Some(line) if self.chosen_in[line as usize] > 1 => continue,
                Some(line) => line,
                None => {
                    let Some(&line) = lines.get(turn) else { break };
                    turn += 1;
                    line
                }
            };
            if let Some(unknown) = self.partner(line) {
                self.choose(unknown, &mut chosen, &mut lines, &mut single, &mut closing);
                if single.is_empty() {
                    turn = turn.saturating_sub(1);
                }
            }
        }
        for line in lines {
            (self.chosen_in[line as usize], self.touched[line as usize]) = (0, false);
        }
        chosen.iter().for_each(|unknown| self.chosen[*unknown as usize] = false);
        chosen
    }

    fn choose(
        &mut self,
        unknown: u32,
        chosen: &mut Vec<u32>,
        lines: &mut Vec<u32>,
        single: &mut VecDeque<u32>,
        closing: &mut VecDeque<u32>,
    ) {
        if std::mem::replace(&mut self.chosen[unknown as usize], true) {
            return;
        }
        chosen.push(unknown);
        for &line in &self.component.lines_of[unknown as usize] {
            self.chosen_in[line as usize] += 1;
            if self.chosen_in[line as usize] == 1 {
                single.push_back(line);
            }
            if !std::mem::replace(&mut self.touched[line as usize], true) {
                lines.push(line);
                let terms = &self.component.lines[line as usize].terms;
                closing.extend(
                    terms
                        .iter()
                        .map(|(other, _)| *other)
                        .filter(|other| !self.chosen[*other as usize] && self.further(*other) == 0),
                );
            }
        }
    }

    /// Lines that an unknown would bring in.
    fn further(&self, unknown: u32) -> usize {
        self.component.lines_of[unknown as usize].iter().filter(|line| !self.touched[**line as usize]).count()
    }

    /// The unknown of a line that brings in the fewest further lines, and has the most room.
    fn partner(&self, line: u32) -> Option<u32> {
        let terms = &self.component.lines[line as usize].terms;
        let free = terms.iter().map(|(unknown, _)| *unknown).filter(|unknown| !self.chosen[*unknown as usize]);
        let mut best: Option<(usize, f64, u32)> = None;
        for unknown in free {
            let (further, room) = (self.further(unknown), self.component.high[unknown as usize]);
            if best.is_none_or(|(least, most, _)| further < least || further == least && room > most) {
                best = Some((further, room, unknown));
            }
        }
        best.map(|(_, _, unknown)| unknown)
    }

    /// The program in which only `unknowns` change, all others being as in `z`. Unknowns that could not change at all
    /// are left out.
    pub(super) fn inner(&mut self, unknowns: &[u32], z: &[f64]) -> Part {
        let mut lines: Vec<u32> = Vec::new();
        unknowns.iter().for_each(|unknown| {
            self.chosen[*unknown as usize] = true;
            for &line in &self.component.lines_of[*unknown as usize] {
                self.chosen_in[line as usize] += 1;
                lines.push(line);
            }
        });
        lines.sort_unstable();
        lines.dedup();
        let mut lonely: Vec<u32> = lines.iter().copied().filter(|line| self.chosen_in[*line as usize] == 1).collect();
        while let Some(line) = lonely.pop() {
            let terms = &self.component.lines[line as usize].terms;
            let Some(&(fixed, _)) = terms.iter().find(|(unknown, _)| self.chosen[*unknown as usize]) else { continue };
            self.chosen[fixed as usize] = false;
            for &other in &self.component.lines_of[fixed as usize] {
                self.chosen_in[other as usize] -= 1;
                if self.chosen_in[other as usize] == 1 {
                    lonely.push(other);
                }
            }
        }
        let free: Vec<u32> = unknowns.iter().copied().filter(|unknown| self.chosen[*unknown as usize]).collect();
        let kept: Vec<u32> = lines.iter().copied().filter(|line| self.chosen_in[*line as usize] > 1).collect();
        let part = self.part(free, kept, Some(z));
        unknowns.iter().for_each(|unknown| self.chosen[*unknown as usize] = false);
        lines.iter().for_each(|line| self.chosen_in[*line as usize] = 0);
        part
    }

    /// The program in which only `unknowns` change, with all the lines given.
    pub(super) fn inner_with(&mut self, unknowns: &[u32], lines: Vec<u32>, z: &[f64]) -> Part {
        self.part(unknowns.to_vec(), lines, Some(z))
    }

    /// About `count` lines around an unknown, preferring those whose unknowns stand in the others as well.
    pub(super) fn lines_around(&mut self, unknown: u32, count: usize) -> Vec<u32> {
        let mut lines: Vec<u32> = self.component.lines_of[unknown as usize].clone();
        let mut seen: Vec<u32> = Vec::new();
        lines.iter().for_each(|line| self.touched[*line as usize] = true);
        let (mut next, mut near): (usize, Vec<u32>) = (0, Vec::new());
        loop {
            while next < lines.len() {
                for &(other, _) in &self.component.lines[lines[next] as usize].terms {
                    if std::mem::replace(&mut self.chosen[other as usize], true) {
                        continue;
                    }
                    seen.push(other);
                    for &line in &self.component.lines_of[other as usize] {
                        self.chosen_in[line as usize] += 1;
                        if self.chosen_in[line as usize] == 1 {
                            near.push(line);
                        }
                    }
                }
                next += 1;
            }
            near.retain(|line| !self.touched[*line as usize]);
            if lines.len() >= count || near.is_empty() {
                break;
            }
            // Fewest unknowns outside first; the nearest among equals.
            let outside =
                |line: u32| self.component.lines[line as usize].terms.len() - self.chosen_in[line as usize] as usize;
            let least = near.iter().map(|line| outside(*line)).min().unwrap_or(0);
            let room = if least == 0 { usize::MAX } else { 1 + count / 16 };
            let taken: Vec<u32> = near.iter().copied().filter(|line| outside(*line) == least).take(room).collect();
            taken.iter().for_each(|line| self.touched[*line as usize] = true);
            lines.extend(taken);
        }
        lines.iter().chain(&near).for_each(|line| self.touched[*line as usize] = false);
        for &other in &seen {
            self.chosen[other as usize] = false;
            self.component.lines_of[other as usize].iter().for_each(|line| self.chosen_in[*line as usize] = 0);
        }
        lines.truncate(4 * count);
        lines
    }

    /// The program that knows only these lines.
    pub(super) fn outer(&mut self, lines: Vec<u32>) -> Part {
        let mut unknowns: Vec<u32> = Vec::new();
        for &line in &lines {
            unknowns.extend(self.component.lines[line as usize].terms.iter().map(|(unknown, _)| *unknown));
        }
        unknowns.sort_unstable();
        unknowns.dedup();
        self.part(unknowns, lines, None)
    }

    fn part(&mut self, unknowns: Vec<u32>, of: Vec<u32>, frozen: Option<&[f64]>) -> Part {
        (0..).zip(&unknowns).for_each(|(at, unknown)| self.local[*unknown as usize] = at);
        let mut lines = Vec::with_capacity(of.len());
        for &line in &of {
            let line = &self.component.lines[line as usize];
            let inside = line.terms.iter().filter(|(unknown, _)| self.local[*unknown as usize] != u32::MAX);
            let terms: Vec<(u32, f64)> =
                inside.clone().map(|(unknown, factor)| (self.local[*unknown as usize], *factor)).collect();
            let rhs = match frozen {
                Some(z) => inside.map(|(unknown, factor)| factor * z[*unknown as usize]).sum(),
                None => line.rhs,
            };
            lines.push((terms, rhs));
        }
        unknowns.iter().for_each(|unknown| self.local[*unknown as usize] = u32::MAX);
        Part { unknowns, lines, of }
    }
}

impl Part {
    /// The dictionary of the program at the point `z` of the component; `None` if that point does not fit.
    pub(super) fn dictionary(&self, component: &Component, z: &[f64]) -> Option<Dictionary> {
        let here = |values: &[f64]| self.unknowns.iter().map(|unknown| values[*unknown as usize]).collect();
        let mut dictionary = Dictionary::new(here(z), here(&component.high));
        for (terms, rhs) in &self.lines {
            if matches!(dictionary.add(terms, *rhs), Added::Impossible | Added::Stalled) {
                return None;
            }
        }
        Some(dictionary)
    }

    /// Whether a point of the program meets its equations.
    pub(super) fn holds(&self, z: &[f64]) -> bool {
        self.lines.iter().all(|(terms, rhs)| {
            let sum: f64 = terms.iter().map(|(unknown, factor)| factor * z[*unknown as usize]).sum();
            (sum - rhs).abs() <= 1e-7 * (1.0 + rhs.abs())
        })
    }

    /// Position of an unknown of the component.
    pub(super) fn find(&self, unknown: u32) -> Option<usize> {
        self.unknowns.iter().position(|own| *own == unknown)
    }
}
