//! Exact sampling of the discrete Laplace distribution, on whole numbers only: floating-point samplers leak the counts
//! through the gaps between their values (Mironov, CCS 2012).
//!
//! Canonne, Kamath, Steinke, *The Discrete Gaussian for Differential Privacy*, NeurIPS 2020, algorithms 1 and 2.

/// Tries of one loop at most. A sound source needs more with a probability below 2⁻¹⁰⁰⁰.
const TRIES: usize = 4_000;

/// The source of randomness gives the same over and over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BrokenSource;

/// Draws from a source of random bytes.
pub(super) struct Sampler<'a> {
    random: &'a mut dyn FnMut(&mut [u8]),
}

impl<'a> Sampler<'a> {
    pub(super) fn new(random: &'a mut dyn FnMut(&mut [u8])) -> Self {
        Self { random }
    }

    /// A whole number below `bound`, each as likely as the others.
    pub(super) fn below(&mut self, bound: u64) -> Result<u64, BrokenSource> {
        let bound = bound.max(1);
        // Numbers from the last, incomplete round of the bound would make small ones likelier.
        let complete = u64::MAX - u64::MAX % bound;
        for _ in 0..TRIES {
            let mut bytes = [0u8; 8];
            (self.random)(&mut bytes);
            let number = u64::from_le_bytes(bytes);
            if number < complete {
                return Ok(number % bound);
            }
        }
        Err(BrokenSource)
    }

    /// True with probability `exp(−numerator / denominator)`, which is at most 1 below the exponent: algorithm 1.
    pub(super) fn decays(&mut self, numerator: u64, denominator: u64) -> Result<bool, BrokenSource> {
        let mut round = 1u64;
        // Saturation needs a round that is reached with a probability below 1 / 10⁹!.
        while self.below(denominator.saturating_mul(round))? < numerator {
            round += 1;
            if round > TRIES as u64 {
                return Err(BrokenSource);
            }
        }
        Ok(!round.is_multiple_of(2))
    }

    /// A whole number `x` with a probability proportional to `exp(−|x| · numerator / denominator)`: algorithm 2.
    pub(super) fn laplace(&mut self, numerator: u64, denominator: u64) -> Result<i64, BrokenSource> {
        for _ in 0..TRIES {
            let fine = self.below(denominator)?;
            if !self.decays(fine, denominator)? {
                continue;
            }
            let mut coarse = 0u64;
            while self.decays(1, 1)? {
                coarse += 1;
                if coarse > TRIES as u64 {
                    return Err(BrokenSource);
                }
            }
            let size = denominator.saturating_mul(coarse).saturating_add(fine) / numerator.max(1);
            let size = i64::try_from(size).unwrap_or(i64::MAX);
            let negative = self.below(2)? == 1;
            // Zero has one sign only.
            if !(negative && size == 0) {
                return Ok(if negative { -size } else { size });
            }
        }
        Err(BrokenSource)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SplitMix64: good enough to test with, and the same each time.
    fn source(seed: u64) -> impl FnMut(&mut [u8]) {
        let mut state = seed;
        move |bytes| {
            for chunk in bytes.chunks_mut(8) {
                state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let mut z = state;
                z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
                chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
            }
        }
    }

    /// Pearson's statistic of counts against probabilities.
    fn chi_square(counts: &[u64], probabilities: &[f64]) -> f64 {
        let all: u64 = counts.iter().sum();
        let term = |(count, probability): (&u64, &f64)| {
            let expected = probability * all as f64;
            (*count as f64 - expected).powi(2) / expected
        };
        counts.iter().zip(probabilities).map(term).sum()
    }

    /// Counts of −`reach`..=`reach`, and of all beyond, with their probabilities.
    fn laplace_table(numerator: u64, denominator: u64, reach: i64, seed: u64) -> (Vec<u64>, Vec<f64>) {
        let mut random = source(seed);
        let mut sampler = Sampler::new(&mut random);
        let mut counts = vec![0u64; 2 * reach as usize + 2];
        for _ in 0..200_000 {
            let drawn = sampler.laplace(numerator, denominator).unwrap();
            let bin = if drawn.abs() <= reach { (drawn + reach) as usize } else { counts.len() - 1 };
            counts[bin] += 1;
        }
        let ratio = (-(numerator as f64) / denominator as f64).exp();
        let at = |x: i64| (1.0 - ratio) / (1.0 + ratio) * ratio.powi(x.abs() as i32);
        let mut probabilities: Vec<f64> = (-reach..=reach).map(at).collect();
        probabilities.push(1.0 - probabilities.iter().sum::<f64>());
        (counts, probabilities)
    }

    #[test]
    fn laplace_follows_its_probabilities() {
        // The 99.99 % quantiles of chi-square with 14, 22 and 42 degrees of freedom are 42.6, 55.0 and 83.8.
        for (numerator, denominator, reach, quantile) in [(1, 1, 6, 42.6), (500, 1000, 10, 55.0), (100, 1000, 20, 83.8)]
        {
            let (counts, probabilities) = laplace_table(numerator, denominator, reach, 41);
            let statistic = chi_square(&counts, &probabilities);
            assert!(statistic < quantile, "{numerator}/{denominator}: {statistic}");
        }
    }

    #[test]
    fn test_of_the_distribution_notices_another_one() {
        let (counts, _) = laplace_table(500, 1000, 10, 41);
        let (_, probabilities) = laplace_table(510, 1000, 10, 41);
        assert!(chi_square(&counts, &probabilities) > 55.0);
    }

    #[test]
    fn decay_happens_as_often_as_it_should() {
        for (numerator, denominator) in [(0u64, 1u64), (1, 7), (1, 2), (1, 1)] {
            let mut random = source(7);
            let mut sampler = Sampler::new(&mut random);
            let yes = (0..100_000).filter(|_| sampler.decays(numerator, denominator).unwrap()).count() as f64;
            let expected = (-(numerator as f64) / denominator as f64).exp();
            let deviation = (expected * (1.0 - expected) / 100_000.0).sqrt();
            assert!((yes / 100_000.0 - expected).abs() <= 4.0 * deviation, "{numerator}/{denominator}: {yes}");
        }
    }

    #[test]
    fn numbers_below_a_bound_are_equally_likely() {
        let mut random = source(3);
        let mut sampler = Sampler::new(&mut random);
        let mut counts = [0u64; 7];
        (0..70_000).for_each(|_| counts[sampler.below(7).unwrap() as usize] += 1);
        // The 99.99 % quantile with 6 degrees of freedom.
        assert!(chi_square(&counts, &[1.0 / 7.0; 7]) < 27.9);
    }

    #[test]
    fn source_that_repeats_itself_ends_in_an_error() {
        for byte in [0u8, 0xFF] {
            let mut random = |bytes: &mut [u8]| bytes.fill(byte);
            assert_eq!(Sampler::new(&mut random).laplace(7, 1000), Err(BrokenSource), "{byte}");
        }
    }
}
