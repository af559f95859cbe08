//! Ours against each of theirs: rounds, in which each has one turn.

use crate::clock::Contender;

/// What is measured, and what came of it.
pub(crate) struct Contest {
    rounds: usize,
    wanted: Vec<String>,
    groups: Vec<Group>,
}

/// One set of data, and who went over it.
struct Group {
    name: String,
    /// Bytes that were gone over, if that says anything.
    bytes: usize,
    /// The name and the time in nanoseconds of each, ours first.
    times: Vec<(&'static str, f64)>,
    /// Ours over theirs: the median of the rounds, and how far the middle half of them is apart.
    ratios: Vec<(&'static str, f64, f64)>,
}

impl Contest {
    pub(crate) fn new(rounds: usize, wanted: Vec<String>) -> Self {
        Contest { rounds, wanted, groups: Vec::new() }
    }

    /// Whether there is anything to be measured whose name begins so.
    pub(crate) fn wants(&self, group: &str) -> bool {
        let wanted = |part: &String| group.contains(part.as_str()) || part.starts_with(group);
        self.wanted.is_empty() || self.wanted.iter().any(wanted)
    }

    /// Measures the first contender against the others.
    pub(crate) fn run(&mut self, name: String, bytes: usize, mut contenders: Vec<Contender<'_>>) {
        if !self.wants(&name) {
            return;
        }
        contenders.iter_mut().for_each(Contender::warm_up);
        let mut times = vec![Vec::new(); contenders.len()];
        for round in 0..self.rounds {
            // Nobody has always the same one before it.
            for turn in 0..contenders.len() {
                let index = if round % 2 == 0 { turn } else { contenders.len() - 1 - turn };
                let index = (index + round / 2) % contenders.len();
                times[index].push(contenders[index].turn());
            }
        }
        let mut ratios = Vec::new();
        for (contender, theirs) in contenders.iter().zip(&times).skip(1) {
            let rounds = times[0].iter().zip(theirs).map(|(ours, theirs)| ours / theirs);
            let (low, median, high) = quartiles(rounds.collect());
            println!("ratio {name}/{} {median:.3}", contender.name);
            ratios.push((contender.name, median, (high - low) / median));
        }
        let times =
            contenders.iter().zip(times).map(|(contender, times)| (contender.name, quartiles(times).1));
        self.groups.push(Group { name, bytes, times: times.collect(), ratios });
    }

    /// Prints everything for people.
    pub(crate) fn table(&self) {
        println!();
        println!("{:<58} {:>8} {:>8} {:>12} {:>10}", "figure", "ratio", "spread", "time", "MB/s");
        for group in &self.groups {
            for (index, (name, time)) in group.times.iter().enumerate() {
                let figure = match index {
                    0 => group.name.clone(),
                    _ => format!("  {name}"),
                };
                let ratio = index.checked_sub(1).map(|index| group.ratios[index]);
                let ratio = ratio.map_or(format!("{:17}", ""), |(_, ratio, spread)| {
                    format!("{ratio:>8.3} {:>6.1} %", spread * 100.0)
                });
                let rate = match group.bytes {
                    0 => String::new(),
                    bytes => format!("{:.0}", bytes as f64 / time * 1e3),
                };
                println!("{figure:<58} {ratio} {:>9.1} us {rate:>10}", time / 1e3);
            }
        }
        println!();
        println!(
            "ratio: ours over theirs, the median of {} rounds; spread: the middle half of them.",
            self.rounds
        );
    }
}

/// The quartiles of some numbers.
fn quartiles(mut numbers: Vec<f64>) -> (f64, f64, f64) {
    numbers.sort_by(f64::total_cmp);
    let at = |quarter: usize| numbers[(numbers.len() - 1) * quarter / 4];
    (at(1), at(2), at(3))
}
