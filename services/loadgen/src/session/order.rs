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

/// In which order the members of each block take their turn when a block holds each of them once: a
/// random one, and after it the same backwards, so that of two neither is first more often.
pub fn shuffled(seed: u64, count: usize, members: usize) -> Vec<Vec<usize>> {
    let mut state = seed;
    let mut order: Vec<usize> = (0..members).collect();
    (0..count)
        .map(|block| {
            match block % 2 {
                0 => shuffle(&mut order, &mut state),
                _ => order.reverse(),
            }
            order.clone()
        })
        .collect()
}

/// Fisher and Yates.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        let chosen = next(state) % (last as u64 + 1);
        order.swap(last, chosen as usize);
    }
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

    #[test]
    fn each_block_of_pods_holds_each_once_and_of_two_each_is_first_in_half_of_them() {
        let all = shuffled(1, 1000, 2);

        assert!(all.iter().all(|block| block == &[0, 1] || block == &[1, 0]));
        assert_eq!(all.iter().filter(|block| block[0] == 0).count(), 500);
        let begun = all.iter().step_by(2).filter(|block| block[0] == 0).count();
        assert!((200..=300).contains(&begun), "{begun}");
        assert_eq!(shuffled(7, 9, 3), shuffled(7, 9, 3));
        assert_ne!(shuffled(7, 9, 3), shuffled(8, 9, 3));
    }
}
