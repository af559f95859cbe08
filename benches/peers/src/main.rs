//! The crate beside its peers: everything in one process, taking turns, so that what disturbs one disturbs all.
//!
//! `cargo bench --bench ratios` runs it. It prints one line per figure, `ratio NAME VALUE`, then a table. Arguments: names,
//! or parts of names, of what is to be measured; `--rounds N`, of which there are 61 otherwise.

mod checked;
mod clock;
mod contest;
#[path = "../../data/mod.rs"]
mod data;
mod decode;
mod derived;
mod encode;
mod others;
mod session;
mod tree;

use contest::Contest;

fn main() {
    let mut rounds = 61;
    let mut wanted = Vec::new();
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rounds" => {
                let number = arguments.next().and_then(|number| number.parse::<usize>().ok());
                rounds = number.expect("a number of rounds, of which 31 are the least").max(31);
            }
            _ => wanted.push(argument),
        }
    }
    let mut contest = Contest::new(rounds, wanted);
    decode::run(&mut contest);
    encode::run(&mut contest);
    others::run(&mut contest);
    tree::run(&mut contest);
    session::run(&mut contest);
    contest.table();
}
