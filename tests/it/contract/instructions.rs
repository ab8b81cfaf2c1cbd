//! Instructions: the seed is version 1 and stays what it was.

use chatimjd::domain::instruction::Version;

use super::{
    Ports, against_all,
    people::{NAUGHTY, at},
};

against_all! {
    there_is_none_before_the_seed,
    the_seed_is_published,
    a_second_seed_is_nothing,
    many_seeds_at_once_are_one,
}

async fn there_is_none_before_the_seed(ports: Ports) {
    assert_eq!(ports.instructions.published().await, Ok(None));
    assert_eq!(ports.instructions.version(1).await, Ok(None));
}

async fn the_seed_is_published(ports: Ports) {
    let text = NAUGHTY.join("\n").repeat(50);
    assert_eq!(ports.instructions.published().await, Ok(None));
    ports.instructions.seed(&text, at(0)).await.expect("seeded");
    let seed = Version::seed(&text, at(0));
    for _ in 0..2 {
        assert_eq!(ports.instructions.published().await, Ok(Some(seed.clone())));
        assert_eq!(ports.instructions.version(1).await, Ok(Some(seed.clone())));
    }
    assert_eq!(ports.instructions.version(0).await, Ok(None));
    assert_eq!(ports.instructions.version(2).await, Ok(None));
}

async fn a_second_seed_is_nothing(ports: Ports) {
    ports.instructions.seed("first", at(0)).await.expect("seeded");
    ports.instructions.seed("second", at(1)).await.expect("nothing to do");
    let first = Version::seed("first", at(0));
    assert_eq!(ports.instructions.published().await, Ok(Some(first.clone())));
    assert_eq!(ports.instructions.version(1).await, Ok(Some(first)));
}

async fn many_seeds_at_once_are_one(ports: Ports) {
    let seeds: Vec<_> = (0..8)
        .map(|n| {
            let instructions = ports.instructions.clone();
            tokio::spawn(async move { instructions.seed(&format!("seed {n}"), at(n)).await })
        })
        .collect();
    for seed in seeds {
        assert_eq!(seed.await.expect("no panic"), Ok(()));
    }
    let published = ports.instructions.published().await.expect("read").expect("seeded");
    assert_eq!(ports.instructions.version(1).await, Ok(Some(published)));
}
