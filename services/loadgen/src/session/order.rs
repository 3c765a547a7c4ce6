//! In which order the arms take their turns.

/// Which arm each slice of a block is of: A B B A or B A A B, by the seed. In both a drift that is
/// even over the block hits the arms alike, and neither is always the first.
pub fn blocks(seed: u64, count: usize) -> Vec<[usize; 4]> {
    let mut state = seed;
    (0..count)
        .map(|_| match next(&mut state) & 1 {
            0 => [0, 1, 1, 0],
            _ => [1, 0, 0, 1],
        })
        .collect()
}

/// SplitMix64, whose low bits are as good as its high ones (Steele, Lea, Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut value = *state;
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_replays_and_another_one_orders_differently() {
        assert_eq!(blocks(7, 32), blocks(7, 32));
        assert_ne!(blocks(7, 32), blocks(8, 32));
    }

    #[test]
    fn each_block_holds_each_arm_twice_and_each_arm_begins_about_half_of_them() {
        let all = blocks(1, 1000);

        assert!(all.iter().all(|block| block.iter().sum::<usize>() == 2));
        let first = all.iter().filter(|block| block[0] == 0).count();
        assert!((450..=550).contains(&first), "{first}");
    }
}
