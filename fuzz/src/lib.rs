//! The targets of `tests/targets`, compiled once for all programs.

#[path = "../../tests/targets/mod.rs"]
mod targets;

pub use targets::run;
